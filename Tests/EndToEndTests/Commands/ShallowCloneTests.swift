import Support
import SystemPackage
import Testing

/// A shallow clone of an edge repo tells what it has, and says what it can't know.
@Suite struct ShallowCloneTests {
  /// A clone of a pair's edge repo that holds some of its newest commits.
  private func clone(_ pair: EdgePair, depth: Int) throws -> Plumbing {
    let git = pair.edge.git
    try git.run("clone", "--quiet", "--depth=\(depth)", "file://\(git.folder)", "../ci")
    let clone = Plumbing(pair.folder.path.appending("ci"))
    try clone.run("config", "user.name", "Robin Reiter")
    try clone.run("config", "user.email", "robin@edge.example")
    return clone
  }

  private func run(_ pair: EdgePair, _ arguments: String...) throws -> Program.Outcome {
    try pair.edgesync.run(arguments, in: pair.folder.path.appending("ci"))
  }

  @Test func theLastSyncIsKnownFromItsOwnCommit() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    let git = try clone(pair, depth: 1)
    let head = try git.line("rev-parse", "HEAD")
    let status = try run(pair, "status", "--max-age", "8d")
    #expect(status.status == 0, "\(status.errorText)")
    #expect(status.text.contains("last sync just now, weekly, by Robin Reiter"))
    #expect(status.text.contains("history is cut off at \(head.prefix(7))"))
    let document = try JSON(parsing: run(pair, "status", "--json").output)
    #expect(document["lastSync"]["to"] == .string(commits[0]))
    #expect(document["lastSync"]["from"] == .string(pair.pin))
    #expect(document["lastSync"]["files"] == .number(1))
    #expect(document["cutOff"] == .string(head))
    let changelog = try run(pair, "changelog")
    #expect(changelog.text.contains("weekly    landed"))
    #expect(changelog.errorText.contains("history is cut off"))
    let recovery = try run(pair, "recover", "--dry-run")
    #expect(recovery.status == 1 && recovery.errorText.contains("`git fetch --unshallow`"))
    #expect(try run(pair, "check").status == 0)
    try git.run("fetch", "--quiet", "--unshallow")
    let whole = try run(pair, "status")
    #expect(!whole.text.contains("cut off") && whole.text.contains("last sync just now"))
  }

  /// The sync's commit isn't there any more: no alarm, unless what is there is too old itself.
  @Test(arguments: [("8d", 0, "can't tell"), ("1m", 1, "is 1 day old, over 1m")])
  func anUnknownAgeIsNoAlarm(_ age: String, _ status: Int32, _ words: String) throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    #expect(try pair.run("pin", commits[0], "--yes").status == 0)
    let later = try Plumbing(
      pair.edge.git.folder,
      variables: ["GIT_COMMITTER_DATE": "\(EdgesyncProgram.now + 9 * 86_400) +0000"]
    ).run("commit", "--quiet", "--allow-empty", "--message", "Ours")
    #expect(later.status == 0)
    _ = try clone(pair, depth: 1)
    let outcome = try pair.edgesync.with([
      "SOURCE_DATE_EPOCH": String(EdgesyncProgram.now + 10 * 86_400)
    ]).run(["status", "--max-age", age], in: pair.folder.path.appending("ci"))
    #expect(outcome.status == status, "\(outcome.errorText)")
    #expect(outcome.text.contains("last sync not known"))
    #expect(outcome.errorText.contains(words), "\(outcome.errorText)")
  }

  /// A manifest that has changed since the sync: the one that made the lock may be where nobody can look.
  @Test func aChangedManifestSaysThatHistoryIsCutOff() throws {
    let pair = try EdgePair()
    let text = try #require(pair.folder.text(of: "edge/edgesync.yml"))
    try pair.write(
      text.replacing("from: services/api", with: "from: services/api/utils"), to: "edgesync.yml")
    try pair.edge.git.run("commit", "--quiet", "--all", "--message", "Take less")
    let git = try clone(pair, depth: 1)
    let outcome = try run(pair, "verify")
    #expect(outcome.status == 78 && outcome.errorText.contains("`git fetch --unshallow`"))
    try git.run("fetch", "--quiet", "--unshallow")
    #expect(try run(pair, "verify").status == 0)
  }
}
