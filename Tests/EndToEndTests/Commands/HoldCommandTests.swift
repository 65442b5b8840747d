import Support
import SystemPackage
import Testing

@Suite struct HoldCommandTests {
  private func held(_ pair: EdgePair) throws -> [JSON] {
    try JSON(parsing: try pair.run("status", "--json").output)["held"].elements
  }

  @Test(arguments: EdgePair.Mode.allCases) func aHoldIsACommitOfTheLockAlone(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    let base = try pair.edge.git.line("rev-parse", "main")
    try pair.write("mine\n", to: "config/mine.txt")
    let outcome = try pair.run(
      "hold", commits[1], "--reason", "breaks: \"ARM64\"\nEdgesync-Kind: weekly")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try pair.edge.git.line("rev-parse", "main^") == base)
    #expect(
      try pair.edge.git.run("diff-tree", "-r", "--name-only", base, "main").lines
        == ["edgesync.lock"])
    #expect(try held(pair).first?["reason"].text == "breaks: \"ARM64\" Edgesync-Kind: weekly")
    let trailers = try pair.edge.git.run("log", "-1", "--format=%(trailers:only)", "main").text
    #expect(!trailers.contains("Edgesync-Kind"))
    // It and what descends from it isn't taken; what comes before is.
    for commit in commits[1...] {
      let refused = try pair.run("pin", commit, "--yes")
      #expect(refused.status == 1)
      #expect(refused.errorText.contains("edgesync unhold \(commits[1].prefix(7))"))
    }
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    #expect(try held(pair).count == 1)
    let lifted = try pair.run("unhold", String(commits[1].prefix(7)))
    #expect(lifted.status == 0)
    #expect(try pair.run("pin", commits[3], "--yes").status == 0)
  }

  /// A commit that takes it back descends from it, and would be held for ever.
  @Test func aRevertOfItIsNamed() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    try pair.revert(commits[1])
    let held = try pair.run("hold", commits[1], "--reason", "breaks")
    #expect(held.status == 0)
    #expect(try pair.run("pin", "main", "--yes").status == 1)
    let remedy = Remedy(pair: pair)
    try remedy.follow("edgesync hold", of: held)
    try remedy.expectDone("pin", "main", "--yes")
  }

  /// What took it back was itself taken back: nobody knows what is right then.
  @Test func aRevertThatIsRevertedIsNot() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    try pair.revert(commits[1])
    try pair.revert("HEAD")
    let held = try pair.run("hold", commits[1], "--reason", "breaks")
    #expect(held.status == 0 && held.errorText.isEmpty, "\(held.errorText)")
  }

  @Test func errorsSayWhatToDo() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let before = try pair.state()
    let cases: [([String], Int32, String)] = [
      (["hold", commits[0]], 1, "Give --reason TEXT"),
      (["hold", "nothing", "--reason", "x"], 64, "nothing"),
      (["hold", commits[1], "--reason", "x", "--mended-by", commits[0]], 1, "doesn't descend"),
      (["unhold", commits[0]], 1, "no commit is"),
      (["unhold", ""], 1, "matches several"),
      (["acknowledge", "README.md"], 1, "nothing is pending for README.md"),
      (["acknowledge"], 64, "edgesync acknowledge --help"),
    ]
    for (arguments, status, words) in cases {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == status, "\(arguments): \(outcome.errorText)")
      #expect(outcome.errorText.contains(words), "\(arguments): \(outcome.errorText)")
    }
    #expect(try pair.state() == before)
  }

  @Test(arguments: EdgePair.Mode.allCases) func anOverrideIsOwedUntilItIsAcknowledged(
    _ mode: EdgePair.Mode
  ) throws {
    let pair = try EdgePair(mode)
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[2], "--yes").status == 0)
    // A sync that doesn't change it doesn't lose sight of it either.
    for options in [["--dry-run"], ["--yes"]] {
      let outcome = try pair.edgesync.run(["pin", commits[3]] + options, in: pair.edge.git.folder)
      #expect(outcome.status == 0)
      #expect(
        outcome.text.contains(
          """
          Still to carry over, from before this sync:
            ! \(pair.service)/requirements.txt
          """))
      #expect(!outcome.text.contains("Nothing is left"))
    }
    func owed() throws -> [String?] {
      try JSON(parsing: try pair.run("status", "--json").output)["owed"].elements.map {
        $0["path"].text
      }
    }
    #expect(try owed() == ["\(pair.service)/requirements.txt"])
    // A path is taken from the folder the command runs in.
    let folder = pair.edge.git.folder.appending("services/api")
    let outcome =
      try mode == .selective
      ? pair.edgesync.run(["acknowledge", "requirements.txt"], in: folder)
      : pair.run("acknowledge", "\(pair.service)/requirements.txt")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try owed().isEmpty)
    let blob = try pair.platform.git.line(
      "rev-parse", "\(commits[3]):services/api/requirements.txt")
    #expect(
      try pair.edge.git.run("cat-file", "blob", "main:edgesync.lock").text.contains(
        "requirements.txt, seen: \"\(blob)\""))
  }

  @Test(arguments: EdgePair.Mode.allCases) func isPushedWhereWeeklySyncsAre(_ mode: EdgePair.Mode)
    throws
  {
    let pair = try EdgePair(mode)
    let remote = try pair.addRemote()
    try pair.configure("land: { weekly: push }")
    let commits = try pair.advanceAsUsual()
    let outcome = try pair.run("hold", commits[0], "--reason", "x")
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(outcome.text.contains("pushed to origin/main"))
    #expect(try remote.line("rev-parse", "main") == pair.edge.git.line("rev-parse", "main"))
  }
}
