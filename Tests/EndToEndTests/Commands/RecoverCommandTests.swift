import Support
import Testing

@Suite struct RecoverCommandTests {
  /// A pair with two syncs, the second of which landed past a failed check.
  private func pairWithABadSync(
    _ mode: EdgePair.Mode = .selective
  ) throws -> (pair: EdgePair, commits: [String]) {
    let folder = mode == .selective ? "" : "platform/"
    let pair = try EdgePair(
      mode,
      manifest: """
        checks: [{ name: unit tests, stage: pre, run: "! grep -q fastapi==2 requirements.txt; test ! -e \(folder)services/api/utils/new.py" }]
        """)
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    let bad = try pair.run(
      "pin", commits[3], "--yes", "--override", "unit tests", "--reason", "in a hurry")
    #expect(bad.status == 0, "\(bad.errorText)")
    return (pair, commits)
  }

  private func service(_ git: Plumbing, _ commit: String) throws -> [String] {
    // In submodule mode, the gitlink.
    try git.run("ls-tree", "-r", commit, "services/api", "platform").lines
  }

  @Test(arguments: EdgePair.Mode.allCases) func goesBackToTheNewestSyncWhoseChecksPassed(
    _ mode: EdgePair.Mode
  ) throws {
    let (pair, commits) = try pairWithABadSync(mode)
    let git = pair.edge.git
    let bad = try git.line("rev-parse", "main")
    let outcome = try pair.run("recover", "--reason", "it crashes", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let document = try JSON(parsing: outcome.output)
    #expect(document["outcome"].text == "landed")
    #expect(document["kind"].text == "recovery")
    #expect(document["to"].text == commits[0])
    // A new commit, never a rewrite.
    #expect(try git.line("rev-parse", "main^") == bad)
    #expect(try service(git, "main") == service(git, "main~2"))
    #expect(try pair.run("verify").status == 0)
    #expect(try git.run("status", "--porcelain").text.isEmpty)
    let refused = try pair.run("pin", commits[3], "--yes")
    #expect(refused.status == 1)
    #expect(refused.errorText.contains("it crashes"))
    let held = try JSON(parsing: try pair.run("status", "--json").output)["held"].elements
    // The oldest state past the one gone back to, so that nothing that was left comes back.
    #expect(held.map { $0["id"].text } == [commits[1]])
  }

  @Test(arguments: EdgePair.Mode.allCases) func theLastGoodOneIsNowhereToGoBackTo(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    let before = try pair.state()
    let outcome = try pair.run("recover")
    #expect(outcome.status == 1)
    #expect(outcome.errorText.contains("is the last good one"))
    #expect(outcome.errorText.contains("--to"))
    #expect(try pair.state() == before)
  }

  @Test(
    arguments: ["the sync's commit", "its pin", "a commit of this repo", "the adoption"],
    EdgePair.Mode.allCases)
  func aSyncCanBeNamed(_ way: String, _ mode: EdgePair.Mode) throws {
    let (pair, commits) = try pairWithABadSync(mode)
    let git = pair.edge.git
    let name: String
    var pin = commits[0]
    switch way {
    case "the sync's commit": name = String(try git.line("rev-parse", "main^").prefix(10))
    case "its pin": name = String(commits[0].prefix(7))
    case "a commit of this repo": name = "HEAD~1"
    default: (name, pin) = ("HEAD~2", pair.pin)
    }
    let outcome = try pair.run("recover", "--to", name, "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try JSON(parsing: outcome.output)["to"].text == pin)
    #expect(try pair.run("verify").status == 0)
    let unknown = try pair.run("recover", "--to", "nothing")
    #expect(unknown.status == 1)
    #expect(unknown.errorText.contains("nothing names no sync"))
  }

  @Test func driftStopsItAndForceSavesWhatStoodThere() throws {
    let (pair, _) = try pairWithABadSync()
    let git = pair.edge.git
    try pair.write("staged\n", to: "services/api/app.py")
    try git.run("add", "services/api/app.py")
    try pair.write("mine\n", to: "services/api/app.py")
    try pair.write("ours\n", to: "services/api/utils/new.py")
    try git.run("commit", "--quiet", "--message", "Drift", "--only", "services/api/utils/new.py")
    try git.run("rm", "--quiet", "--cached", "services/api/utils/arith.py")
    try pair.write("notes\n", to: "config/mine.txt")
    let before = try pair.state()
    #expect(try pair.run("recover").status == 3)
    #expect(try pair.state() == before)
    let outcome = try pair.run("recover", "--force", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    let rescued = try JSON(parsing: outcome.output)["rescued"].elements
    let working = try #require(rescued.first { $0["staged"] == .bool(false) }?["ref"].text)
    let staged = try #require(rescued.first { $0["staged"] == .bool(true) }?["ref"].text)
    #expect(try git.run("cat-file", "blob", "\(working):services/api/app.py").text == "mine")
    #expect(try git.run("cat-file", "blob", "\(staged):services/api/app.py").text == "staged")
    #expect(try pair.run("verify").status == 0)
    let status = try git.run("status", "--porcelain").lines
    #expect(status == ["?? config/mine.txt"])
    #expect(try git.run("fsck", "--strict").errorText.isEmpty)
    // The command that the output names brings it back.
    let command = try #require(
      rescued.first { $0["staged"] == .bool(false) }?["command"].text)
    _ = try Program("/bin/sh").run(["-c", command], in: git.folder)
    #expect(pair.folder.text(of: "edge/services/api/app.py") == "mine\n")
  }

  @Test func whatIsNoVersionOfAFileIsNotReplaced() throws {
    let (pair, _) = try pairWithABadSync()
    try pair.edge.git.run("rm", "--quiet", "--cached", "services/api/app.py")
    _ = try Program("/bin/sh").run(
      [
        "-c",
        "rm services/api/app.py && mkdir services/api/app.py && echo x > services/api/app.py/mine",
      ],
      in: pair.edge.git.folder)
    let before = try pair.state()
    let outcome = try pair.run("recover", "--force")
    #expect(outcome.status == 3)
    #expect(outcome.errorText.contains("services/api/app.py/mine"))
    #expect(try pair.state() == before)
  }

  @Test(arguments: EdgePair.Mode.allCases) func putsDriftRightAtThePinItself(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    try pair.write("mine\n", to: "\(pair.service)/app.py")
    let outcome = try pair.run("recover", "--force", "--json")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try JSON(parsing: outcome.output)["to"].text == commits[0])
    #expect(try pair.run("verify").status == 0)
    let events = try JSON(parsing: try pair.run("changelog", "--json").output)["events"].elements
    #expect(events.first?["kind"].text == "recovery")
    #expect(try JSON(parsing: try pair.run("status", "--json").output)["held"].elements.isEmpty)
  }
}
