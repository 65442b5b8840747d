import Support
import SystemPackage
import Testing

@Suite struct EmergencyCommandTests {
  @Test(arguments: EdgePair.Mode.allCases) func landsAndPushesNowWithOnlyTheMarkedChecks(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(
      mode,
      manifest: """
        checks:
          - { name: slow, stage: pre, run: "exit 1" }
          - { name: smoke, stage: pre, run: "true", emergency: true }
        """)
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    let base = try pair.edge.git.line("rev-parse", "main")
    let outcome = try pair.run(
      "emergency", commits[0], "--reason", "login is\nbroken", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let document = try JSON(parsing: outcome.output)
    #expect(document["outcome"].text == "landed")
    #expect(document["kind"].text == "emergency")
    #expect(
      document["checks"].elements.compactMap { $0["name"].text }
        == ["no-local-modifications", "edge-files-preserved", "synced-identical", "smoke"])
    let tip = try pair.edge.git.line("rev-parse", "main")
    #expect(try pair.edge.git.line("rev-parse", "main^") == base)
    #expect(try remote.line("rev-parse", "main") == tip)
    let trailers = try pair.edge.git.run(
      "log", "-1", "--format=%(trailers:only,unfold)", "main"
    ).lines
    #expect(trailers.contains("Edgesync-Kind: emergency"))
    #expect(trailers.contains("Edgesync-Reason: login is broken"))
    #expect(!trailers.contains { $0.hasPrefix("Reviewed-by") })
    #expect(try pair.edge.git.run("status", "--porcelain").text.isEmpty)
  }

  @Test(arguments: EdgePair.Mode.allCases) func owesAReviewUntilSomebodyAcknowledgesIt(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("emergency", commits[0], "--reason", "login").status == 0)
    func owed() throws -> [JSON] {
      try JSON(parsing: try pair.run("status", "--json").output)["owed"].elements
    }
    #expect(try owed().map { $0["to"].text } == [commits[0]])
    #expect(try owed().first?["reason"].text == "login")
    // A weekly sync past it is no review of what came before.
    #expect(try pair.run("pin", commits[1], "--yes").status == 0)
    #expect(try owed().map { $0["to"].text } == [commits[0]])
    let before = try pair.edge.git.line("rev-parse", "main")
    let outcome = try pair.run("acknowledge", String(commits[0].prefix(9)))
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try owed().isEmpty)
    #expect(
      try pair.edge.git.run("diff-tree", "-r", "--name-only", before, "main").lines
        == ["edgesync.lock"])
    let again = try pair.run("acknowledge", commits[0])
    #expect(again.status == 1)
    #expect(again.errorText.contains("nothing is pending"))
  }

  @Test(arguments: EdgePair.Mode.allCases) func withoutAReasonOrARemoteNothingHappens(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    #expect(try pair.run("emergency", commits[0]).status == 64)
    #expect(try pair.run("emergency", commits[0], "--reason", " ").status == 64)
    let nowhere = try pair.run("emergency", commits[0], "--reason", "login")
    #expect(nowhere.status == 1)
    #expect(nowhere.errorText.contains("there is no remote to push to"))
    #expect(nowhere.errorText.contains("git remote add origin"))
    #expect(try pair.state() == before)
  }

  @Test(arguments: EdgePair.Mode.allCases) func isRefusedBeforeItLandsWhereItCouldNotBePushed(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    let other = try pair.edge.git.line(
      "commit-tree", "-p", "main", "-m", "Elsewhere", "main^{tree}")
    try pair.edge.git.run("push", "--quiet", "origin", "\(other):refs/heads/main")
    try pair.edge.git.run("update-ref", "-d", "refs/remotes/origin/main")
    let before = try pair.state()
    let outcome = try pair.run("emergency", commits[0], "--reason", "login")
    #expect(outcome.status == 3)
    #expect(outcome.errorText.contains("main is behind origin/main"))
    #expect(try pair.state() == before)
    #expect(try remote.line("rev-parse", "main") == other)
  }

  @Test(arguments: EdgePair.Mode.allCases)
  func aPushThatIsRefusedLeavesTheLandedSyncAndSaysHowToGoOn(_ mode: EdgePair.Mode) throws {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    try pair.folder.writeProgram(
      "#!/bin/sh\necho protected >&2\nexit 1\n", to: "remote.git/hooks/pre-receive")
    let base = try remote.line("rev-parse", "main")
    let outcome = try pair.run("emergency", commits[0], "--reason", "login")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("but wasn't pushed to origin"))
    #expect(outcome.errorText.contains("git push origin main"))
    #expect(try remote.line("rev-parse", "main") == base)
    #expect(try pair.edge.git.line("rev-parse", "main^") == base)
    #expect(try pair.run("verify").status == 0)
    // Once the remote takes it, the next run pushes what had landed.
    _ = try Program("/bin/rm").run(
      [pair.folder.path.appending("remote.git/hooks/pre-receive").string])
    let again = try pair.run("emergency", commits[0], "--reason", "login")
    #expect(again.status == 0, "\(again.errorText)")
    #expect(again.text.contains("What had landed is pushed to origin/main."))
    #expect(try remote.line("rev-parse", "main") == pair.edge.git.line("rev-parse", "main"))
  }

  @Test func theUsersPrePushHookRuns() throws {
    let pair = try EdgePair()
    let remote = try pair.addRemote()
    let commits = try pair.advanceAsUsual()
    try pair.write("#!/bin/sh\necho not on a Friday >&2\nexit 1\n", to: ".git/hooks/pre-push")
    _ = try Program("/bin/chmod").run(
      ["+x", pair.folder.path.appending("edge/.git/hooks/pre-push").string])
    let base = try remote.line("rev-parse", "main")
    let outcome = try pair.run("emergency", commits[0], "--reason", "login")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("not on a Friday"))
    #expect(try remote.line("rev-parse", "main") == base)
  }
}
