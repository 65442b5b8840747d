import Foundation
import Support
import Testing

/// Commands that messages name, each run in its situation: what was in the way is out of it then.
@Suite struct RemedyTests {
  private static let app = "services/api/app.py"

  @Test func anUpstreamThatCantBeReached() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let remedy = Remedy(pair: pair)
    try remedy.expectDone("fetch")
    try remedy.run("mv platform elsewhere", in: ".")
    let outcome = try pair.run("fetch")
    #expect(outcome.status == 5)
    let asked = try remedy.follow("git ls-remote ", of: outcome, succeeds: false)
    #expect(asked.errorText.contains("does not appear to be a git repository"))
    #expect(outcome.errorText.contains("does not appear to be a git repository"))
    try remedy.run("mv elsewhere platform", in: ".")
    #expect(try remedy.follow("git ls-remote ", of: outcome).text.contains("refs/heads/main"))
    try remedy.follow("edgesync fetch", of: outcome)
  }

  @Test func anUpstreamWhoseSettingsGitStopsAt() throws {
    let remedy = Remedy(pair: try EdgePair())
    try remedy.run("echo '[core' >> .git/config", in: "platform")
    let outcome = try remedy.pair.run("log")
    #expect(outcome.status != 0)
    let asked = try remedy.follow("git -C ", of: outcome, succeeds: false)
    #expect(asked.errorText.contains("bad config line"))
    try remedy.run("sed -i '$d' .git/config", in: "platform")
    try remedy.expectDone("log")
  }

  @Test func anUpstreamWhosePackedRefsGitStopsAt() throws {
    let remedy = Remedy(pair: try EdgePair())
    try remedy.run("echo noise > .git/packed-refs", in: "platform")
    let outcome = try remedy.pair.run("log")
    #expect(outcome.status != 0)
    #expect(outcome.errorText.contains("line 1 is none that git takes"))
    let asked = try remedy.follow("git -C ", of: outcome, succeeds: false)
    #expect(asked.errorText.contains("unexpected line in"))
    try remedy.run("rm .git/packed-refs", in: "platform")
    try remedy.expectDone("log")
  }

  @Test func aCommitThatIsntKnownYet() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/platform")
    let remedy = Remedy(pair: pair)
    try remedy.expectDone("fetch")
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run("pin", commits[3], "--yes")
    #expect(outcome.status == 64)
    try remedy.follow("edgesync fetch", of: outcome)
    #expect(
      try remedy.follow("edgesync log --all", of: outcome).text.contains(commits[3].prefix(7)))
    try remedy.expectDone("pin", commits[3], "--yes")
  }

  @Test func aShallowUpstream() throws {
    let pair = try EdgePair(url: "file://@FOLDER@/shallow")
    let remedy = Remedy(pair: pair)
    try pair.advanceAsUsual()
    try remedy.run("git clone --quiet --depth=1 file://$PWD/platform shallow", in: ".")
    let outcome = try pair.run("fetch")
    #expect(outcome.status == 5)
    try remedy.follow("git fetch --unshallow", of: outcome, in: "shallow")
    try remedy.expectDone("fetch")
  }

  @Test(arguments: ["rm edgesync.lock", "git rm -q edgesync.lock"])
  func aLockThatIsMissing(_ script: String) throws {
    let remedy = Remedy(pair: try EdgePair())
    try remedy.run(script)
    let outcome = try remedy.pair.run("status")
    #expect(outcome.status == 78)
    try remedy.follow("git checkout HEAD -- edgesync.lock", of: outcome)
    try remedy.expectDone("verify")
    try remedy.run(script)
    try remedy.run(try remedy.command("edgesync init", of: outcome) + " --yes")
    try remedy.expectDone("verify")
  }

  /// In a conflict of two syncs, whichever of git's commands led into it, and broken by hand, staged or not.
  @Test(arguments: [
    "git merge one", "git cherry-pick one", "git rebase one", "echo '[' >> edgesync.yml",
    "echo '[' >> edgesync.lock; git add edgesync.lock",
  ])
  func aFileOfItsOwnThatCantBeRead(_ script: String) throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("git checkout -q -b one; edgesync pin \(commits[0]) --yes")
    try remedy.run("git checkout -q -b two main; edgesync pin \(commits[3]) --yes")
    try remedy.run(script, succeeds: nil)
    let outcome = try pair.run("status")
    #expect(outcome.status == 78, "\(outcome.text)\(outcome.errorText)")
    try remedy.follow("git checkout HEAD -- ", of: outcome)
    try remedy.expectDone("status")
  }

  /// In a conflict that was committed as it stood, a file that was, and a lock that was taken away: what HEAD has is
  /// no help.
  @Test(arguments: [
    ("git merge one; git commit -qam Merged", "edgesync.lock"),
    (
      "git cherry-pick one; git commit -qam Picked; git commit -q --allow-empty -m More",
      "edgesync.lock"
    ),
    (
      "sed -i '1s/^/<<<<<<< HEAD\\n=======\\n>>>>>>> one\\n/' edgesync.yml; git commit -qam Slip",
      "edgesync.yml"
    ),
    ("git rm -q edgesync.lock; git commit -qm Slip", "edgesync.lock"),
  ])
  func aFileOfItsOwnThatIsCommittedBroken(_ script: String, _ file: String) throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("git checkout -q -b one; edgesync pin \(commits[0]) --yes")
    try remedy.run("git checkout -q -b two main; edgesync pin \(commits[3]) --yes")
    try remedy.run(script, succeeds: nil)
    let isConflict = !script.contains("git rm")
    let state = try pair.state()
    let all = [
      ["status"], ["log"], ["diff"], ["verify"], ["verify", "--staged"], ["check"], ["fetch"],
      ["changelog"], ["pin", "main", "--yes"], ["daily"], ["emergency", "--reason", "now"],
      ["recover"], ["recover", "--force", "--to", "HEAD"], ["hold", "main", "--reason", "no"],
      ["acknowledge", "main"],
    ]
    // A commit that takes the lock away has nothing staged to look at.
    for arguments in all where isConflict || arguments != ["verify", "--staged"] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 78, "\(arguments): \(outcome.text)\(outcome.errorText)")
      #expect(!isConflict || outcome.errorText.contains(/edgesync\.(lock|yml):\d+: a merge left/))
      #expect(outcome.errorText.contains(" -- \(file)`"), "\(outcome.errorText)")
    }
    #expect(try pair.state() == state)
    try remedy.follow("git checkout ", of: pair.run("status"))
    try remedy.expectDone("status")
    try remedy.run("git commit -qm Fixed")
    #expect(try [0, 3].contains(pair.run("verify").status))
    try remedy.expectDone("changelog")
  }

  /// What a person changed, and upstream too; and what a person changed, and upstream removed.
  @Test(arguments: [
    (app, "git checkout HEAD -- services/api/app.py"),
    ("services/api/run.sh", "git rm -- services/api/run.sh"),
  ])
  func aConflictInASyncedFile(_ path: String, _ command: String) throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("git checkout -q -b mine; echo mine > \(path); git commit -qam mine")
    try remedy.run("git checkout -q main; edgesync pin \(commits[3]) --yes")
    try remedy.run("git merge mine", succeeds: false)
    let next = try pair.advance(["app.py": .text("next\n")], subject: "Next")
    let outcome = try pair.run("pin", next, "--yes")
    #expect(outcome.status == 3)
    try remedy.follow(command, of: outcome)
    try remedy.run("git commit -qm Merged")
    try remedy.expectDone("verify")
    try remedy.expectDone("pin", next, "--yes")
  }

  @Test(arguments: [
    "echo mine >> services/api/app.py", "echo mine >> services/api/app.py; git commit -qam mine",
    "rm services/api/app.py", "chmod +x services/api/app.py; git commit -qam mine",
  ])
  func aChangeThatIsGivenUp(_ script: String) throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run(script)
    for command in [["pin", commits[3], "--yes"], ["recover"]] {
      let outcome = try pair.edgesync.run(command, in: pair.edge.git.folder)
      #expect(outcome.status != 0)
      #expect(try remedy.command("edgesync recover --force", of: outcome).hasSuffix("--to HEAD"))
    }
    try remedy.follow("edgesync recover --force", of: pair.run("pin", commits[3], "--yes"))
    #expect(
      try pair.edge.git.run("for-each-ref", "refs/edgesync/rescue").lines.isEmpty
        == !(script.hasPrefix("echo") && !script.contains("commit")))
    try remedy.expectDone("pin", commits[3], "--yes")
  }

  @Test func aStagedEdit() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("echo mine >> \(Self.app); git add \(Self.app)")
    let verify = try pair.run("verify", "--staged")
    #expect(verify.status == 3)
    try remedy.follow("git restore --staged PATH", of: verify, "PATH", as: Self.app)
    try remedy.expectDone("verify", "--staged")
    try remedy.run("git add \(Self.app)")
    let outcome = try pair.run("pin", commits[3], "--yes")
    try remedy.follow("git restore --staged --worktree", of: outcome, "PATH", as: Self.app)
    try remedy.run(try remedy.command("edgesync fetch && edgesync pin", of: verify) + " --yes")
    #expect(pair.folder.text(of: "edge/edgesync.lock")?.contains(commits[3]) == true)
  }

  @Test func aFileOfItsOwnThatIsNotCommitted() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("git rm -q --cached edgesync.lock; git commit -qm Lost")
    let outcome = try pair.run("pin", commits[3], "--yes")
    #expect(outcome.status == 3)
    try remedy.follow("git add ", of: outcome)
    try remedy.expectDone("pin", commits[3], "--yes")
  }

  @Test(.enabled(if: getuid() != 0, "root may write everywhere"))
  func aFolderThatMayNotBeWrittenTo() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("chmod u-w services/api")
    let outcome = try pair.run("pin", commits[3], "--yes")
    #expect(outcome.status == 3)
    try remedy.follow("chmod u+w ", of: outcome)
    try remedy.expectDone("pin", commits[3], "--yes")
  }

  @Test func aPersonThatGitDoesNotKnow() throws {
    let pair = try EdgePair()
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("git config --unset user.name; git config --unset user.email")
    let outcome = try pair.run("pin", commits[3], "--yes")
    #expect(outcome.status == 1)
    try remedy.follow("git config --global user.name", of: outcome)
    try remedy.expectDone("pin", commits[3], "--yes")
  }

  @Test func aFailedCheckIsReadAsTold() throws {
    let pair = try EdgePair(
      manifest: """
        checks: [{ name: smoke, stage: pre, run: "! grep -q fastapi==2 requirements.txt; echo it burns; test ! -e services/api/utils/new.py" }]
        land: { daily: branch, failing: hold }
        """)
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    for command in [["pin", commits[3], "--yes"], ["daily"]] {
      let outcome = try pair.edgesync.run(command, in: pair.edge.git.folder)
      #expect(outcome.status == 2, "\(outcome.errorText)")
      let read = try remedy.follow("edgesync check ", of: outcome, succeeds: false)
      #expect(read.errorText.contains("│ smoke │ it burns"), "\(read.errorText)")
    }
  }

  @Test func aSubmoduleThatGitmodulesLacks() throws {
    let pair = try EdgePair(.submodule)
    let remedy = Remedy(pair: pair)
    let commits = try pair.advanceAsUsual()
    try remedy.run("git rm -q --force .gitmodules; git commit -qm Lost")
    let outcome = try pair.run("pin", commits[3], "--yes")
    #expect(outcome.status == 3, "\(outcome.errorText)")
    try remedy.follow("git config -f .gitmodules submodule.platform.path", of: outcome)
    try remedy.follow("git config -f .gitmodules submodule.platform.url", of: outcome)
    try remedy.run("git add .gitmodules; git commit -qm Found")
    try remedy.expectDone("pin", commits[3], "--yes")
  }

  @Test func aSubmoduleThatIsNotInitialised() throws {
    let pair = try EdgePair(.submodule)
    let remedy = Remedy(pair: pair)
    try remedy.run("git submodule deinit -q platform")
    try remedy.follow("git submodule update --init", of: pair.run("verify"))
    #expect(pair.folder.text(of: "edge/platform/" + Self.app) == "one\ntwo\nthree\n")
  }
}
