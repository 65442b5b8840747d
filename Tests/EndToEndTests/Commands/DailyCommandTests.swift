import Foundation
import Support
import SystemPackage
import Testing

@Suite struct DailyCommandTests {
  private static let offer = "refs/heads/edgesync/daily"

  /// The files of a commit below the service, and what else it changed, from git's own plumbing.
  private func changes(_ git: Plumbing, _ commit: String) throws -> [String] {
    try git.run("diff-tree", "-r", "--raw", "--abbrev=40", "\(commit)^", commit).lines
  }

  @Test(arguments: EdgePair.Mode.allCases) func offersOneBranchAndBringsItUpToDateOverDays(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    let base = try pair.edge.git.line("rev-parse", "main")
    for commit in [commits[0], commits[2], commits[3]] {
      try pair.platform.point("main", at: commit)
      let outcome = try pair.run("daily", "--json")
      #expect(outcome.status == 0, "\(outcome.errorText)")
      let document = try JSON(parsing: outcome.output)
      #expect(document["outcome"].text == "offered")
      #expect(document["kind"].text == "daily")
      #expect(document["branch"].text == "edgesync/daily")
      #expect(document["to"].text == commit)
      let tip = try remote.line("rev-parse", Self.offer)
      #expect(document["commit"].text == tip)
      #expect(try remote.line("rev-parse", "\(tip)^") == base)
      // Upstream's tree of the service, but for what is edge-specific.
      if mode == .submodule {
        #expect(try remote.line("rev-parse", "\(tip):platform") == commit)
      }
      for path in mode == .selective ? ["app.py", "run.sh", "utils"] : [] {
        let want = try pair.platform.git.outcome(["rev-parse", "\(commit):services/api/\(path)"])
        let have = try remote.outcome(["rev-parse", "\(tip):services/api/\(path)"])
        #expect(want.status == have.status && (want.status != 0 || want.text == have.text))
      }
      #expect(
        try changes(remote, tip).allSatisfy {
          !$0.hasSuffix("Dockerfile") && !$0.hasSuffix("requirements.txt")
        })
    }
    #expect(
      try remote.run("for-each-ref", "--format=%(refname)").lines.sorted() == [
        Self.offer, "refs/heads/main",
      ])
    #expect(try pair.edge.git.line("rev-parse", "main") == base)
    #expect(try pair.edge.git.run("status", "--porcelain").text.isEmpty)
  }

  /// Nobody is there to be asked: the log has what a person would have been shown.
  @Test func saysWhatRuns() throws {
    let pair = try EdgePair(
      manifest:
        "checks: [{ name: smoke test, stage: pre, run: 'test -f x ||\n\n true', env: [REGISTRY_TOKEN] }]"
    )
    try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run("daily", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    for text in [
      "checks run \(commits[3].prefix(7))'s code as this user, in a folder of its own; each says in which sandbox\n",
      "◐ smoke test\n    runs test -f x ||\n     true\n    takes your REGISTRY_TOKEN\n",
    ] {
      #expect(outcome.errorText.contains(text), "\(outcome.errorText)")
    }
  }

  @Test(arguments: EdgePair.Mode.allCases) func theSameOfferIsNotPushedAgain(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    try pair.advanceAsUsual()
    _ = try pair.run("daily")
    let tip = try remote.line("rev-parse", Self.offer)
    let again = try pair.run("daily")
    #expect(again.status == 0)
    #expect(again.text.contains("Offered already"))
    #expect(try remote.line("rev-parse", Self.offer) == tip)
  }

  @Test(arguments: EdgePair.Mode.allCases) func nothingToSyncIsSuccessAndSaysSo(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    try pair.addRemote()
    let before = try pair.state()
    let outcome = try pair.run("daily")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("Nothing to do"))
    #expect(try pair.state() == before)
  }

  @Test(arguments: ["add", "amend"], EdgePair.Mode.allCases)
  func aPersonsWorkOnTheBranchIsNotOverwritten(_ way: String, _ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    try pair.platform.point("main", at: commits[0])
    _ = try pair.run("daily")
    let clone = pair.folder.path.appending("clone")
    try pair.edge.git.run(
      "clone", "--quiet", "--branch", "edgesync/daily",
      pair.folder.path.appending("remote.git").string, clone.string)
    try pair.folder.write("region: south\n", to: "clone/config/edge.yml")
    let person = Plumbing(clone, variables: ["GIT_COMMITTER_DATE": "1790700000 +0000"])
    if way == "add" {
      try person.run("commit", "--quiet", "--all", "--message", "Carry a setting over")
    } else {
      try person.run("commit", "--quiet", "--all", "--amend", "--no-edit")
    }
    try person.run("push", "--quiet", "--force")
    let tip = try remote.line("rev-parse", Self.offer)
    try pair.platform.point("main", at: commits[3])
    let outcome = try pair.run("daily")
    #expect(outcome.status == 3, "\(outcome.text)\(outcome.errorText)")
    #expect(outcome.errorText.contains("edgesync/daily has somebody else's work"))
    #expect(outcome.errorText.contains(String(tip.prefix(7))))
    #expect(outcome.errorText.contains("merge it"))
    #expect(try remote.line("rev-parse", Self.offer) == tip)
  }

  @Test(arguments: ["merge", "squash", "rebase"], EdgePair.Mode.allCases)
  func theNextRunFindsThePinHoweverTheOfferWasTaken(_ way: String, _ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    try pair.platform.point("main", at: commits[0])
    _ = try pair.run("daily")
    let git = pair.edge.git
    try pair.write("more\n", to: "README.md")
    try git.run("add", "README.md")
    try git.run("commit", "--quiet", "--message", "Meanwhile")
    try git.run("fetch", "--quiet", "origin")
    switch way {
    case "merge": try git.run("merge", "--quiet", "--no-edit", "origin/edgesync/daily")
    case "squash":
      try git.run("merge", "--quiet", "--squash", "origin/edgesync/daily")
      try git.run("commit", "--quiet", "--message", "Sync (#12)")
    default: try git.run("cherry-pick", "origin/edgesync/daily")
    }
    try git.run("push", "--quiet")
    // git leaves a submodule's checkout where it was.
    if mode == .submodule { try pair.initializeSubmodule() }
    #expect(try pair.run("verify").status == 0)
    let nothing = try pair.run("daily")
    #expect(nothing.status == 0)
    #expect(nothing.text.contains("Nothing to do"), "\(nothing.text)")
    try pair.platform.point("main", at: commits[3])
    let next = try pair.run("daily", "--json")
    #expect(next.status == 0, "\(next.errorText)")
    #expect(try JSON(parsing: next.output)["from"].text == commits[0])
    let tip = try remote.line("rev-parse", Self.offer)
    #expect(try remote.line("rev-parse", "\(tip)^") == git.line("rev-parse", "main"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func aFailedCheckIsOfferedAsFailingOrHeldBack(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(
      mode,
      manifest: "checks: [{ name: unit tests, stage: pre, run: \"exit 1\" }]")
    let remote = try pair.addRemote()
    try pair.advanceAsUsual()
    let offered = try pair.run("daily", "--json")
    #expect(offered.status == 2)
    #expect(try JSON(parsing: offered.output)["outcome"].text == "offered")
    let message = try remote.run("log", "-1", "--format=%B", Self.offer).text
    #expect(message.contains("Edgesync-Check: unit tests failed"))
    try remote.run("update-ref", "-d", Self.offer)
    try pair.configure("land: { failing: hold }")
    let held = try pair.run("daily", "--json")
    #expect(held.status == 2)
    #expect(try JSON(parsing: held.output)["outcome"].text == "refused")
    #expect(held.errorText.contains("nothing was offered: unit tests didn't pass"))
    #expect(try remote.outcome(["rev-parse", "--verify", "--quiet", Self.offer]).status != 0)
  }

  @Test(arguments: ["commit", "push"], EdgePair.Mode.allCases)
  func landsOnTheBranchWhereTheManifestSaysSo(_ landing: String, _ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    try pair.configure("land: { daily: \(landing) }")
    let base = try pair.edge.git.line("rev-parse", "main")
    try pair.advanceAsUsual()
    let outcome = try pair.run("daily")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try pair.edge.git.line("rev-parse", "main^") == base)
    let tip = try pair.edge.git.line("rev-parse", "main")
    #expect(try remote.line("rev-parse", "main") == (landing == "push" ? tip : base))
    #expect(try pair.edge.git.run("status", "--porcelain").text.isEmpty)
  }

  @Test(arguments: EdgePair.Mode.allCases) func withoutARemoteTheBranchIsHereAlone(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    try pair.advanceAsUsual()
    let base = try pair.edge.git.line("rev-parse", "main")
    let outcome = try pair.run("daily")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try pair.edge.git.line("rev-parse", "\(Self.offer)^") == base)
    #expect(try pair.edge.git.line("rev-parse", "main") == base)
  }

  @Test(arguments: EdgePair.Mode.allCases) func isOfferedOnTheRemotesStateOnly(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    try pair.advanceAsUsual()
    try pair.write("ours\n", to: "README.md")
    try pair.edge.git.run("add", "README.md")
    try pair.edge.git.run("commit", "--quiet", "--message", "Not pushed")
    let ahead = try pair.run("daily")
    #expect(ahead.status == 3)
    #expect(ahead.errorText.contains("main is ahead of origin/main"))
    try pair.edge.git.run("push", "--quiet")
    try pair.edge.git.run("reset", "--quiet", "--hard", "HEAD^")
    let behind = try pair.run("daily")
    #expect(behind.status == 3)
    #expect(behind.errorText.contains("main is behind origin/main"))
    #expect(behind.errorText.contains("git pull --ff-only"))
    #expect(try remote.outcome(["rev-parse", "--verify", "--quiet", Self.offer]).status != 0)
  }

  @Test(arguments: EdgePair.Mode.allCases) func neverOffersAHeldCommitOrWhatDescendsFromIt(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let hold = try pair.run("hold", commits[2], "--reason", "breaks ARM64 start-up")
    #expect(hold.status == 0, "\(hold.errorText)")
    let outcome = try pair.run("daily", "--json")
    #expect(try JSON(parsing: outcome.output)["to"].text == commits[1])
    _ = try pair.run("hold", commits[0], "--reason", "worse")
    let nothing = try pair.run("daily")
    #expect(nothing.status == 0)
    #expect(nothing.text.contains("all that is past the pin is held"))
    _ = try pair.run("hold", commits[0], "--mended-by", commits[3])
    _ = try pair.run("unhold", String(commits[2].prefix(8)))
    let fixed = try pair.run("daily", "--json")
    #expect(try JSON(parsing: fixed.output)["to"].text == commits[3])
  }

  @Test(arguments: EdgePair.Mode.allCases)
  func afterARecoveryTomorrowsDailyDoesNotBringTheBadCommitBack(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    try pair.platform.point("main", at: commits[0])
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    try pair.platform.point("main", at: commits[2])
    #expect(try pair.run("pin", commits[2], "--yes").status == 0)
    #expect(try pair.run("recover", "--to", commits[0], "--reason", "it crashes").status == 0)
    try pair.platform.point("main", at: commits[3])
    let outcome = try pair.run("daily")
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("held"), "\(outcome.text)")
    #expect(
      try pair.edge.git.outcome(["rev-parse", "--verify", "--quiet", Self.offer]).status != 0)
  }
}
