import Support
import Testing

/// Searching for the commit that broke the checks, from the console.
@Suite struct ConsoleBisectTests {
  private static let works =
    "checks: [{ name: works, run: '! grep -q broken services/api/app.py' }]"

  /// Commits of which the fourth breaks the check and those after it leave it broken, oldest first.
  private func advance(_ pair: EdgePair) throws -> [String] {
    try (1...6).map { number in
      try pair.advance(
        ["app.py": .text("\(number)\n\(number < 4 ? "fine" : "broken")\n")],
        subject: "Change number \(number)")
    }
  }

  @Test func findsItAndMarksWhatIsKnown() throws {
    let pair = try EdgePair(manifest: Self.works)
    let commits = try advance(pair)
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.isAt(commits[5])
    try session.pressWithoutWaiting("b")
    try session.waits(for: "┌ What broke the checks ")
    try session.waits(for: "newest that passes: \(commits[2].prefix(7)) “Change number 3”")
    try session.waits(for: "broken by: \(commits[3].prefix(7)) “Change number 4”")
    try session.press("Escape")
    // The cursor is on the one to take, and the list shows what was found out.
    try session.isAt(commits[2])
    func marks() throws {
      try session.shows("the marks") { panes in
        let rows = panes.rows
        return rows.contains { $0.contains("\(commits[3].prefix(7))") && $0.contains("✗") }
          && rows.contains { $0.contains("\(commits[2].prefix(7))") && $0.contains("✓") }
      }
    }
    try marks()
    try session.press("q")
    let again = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try again.shows("the marks of the run before") { panes in
      panes.rows.contains { $0.contains("\(commits[3].prefix(7))") && $0.contains("✗") }
    }
  }

  @Test func isStoppedAndGoesOn() throws {
    let pair = try EdgePair(manifest: "checks:\n  - name: slow\n    run: '\(Gate.command)'\n")
    let commits = try advance(pair)
    let gate = try Gate(in: pair.folder.path)
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.isAt(commits[5])
    try session.pressWithoutWaiting("b")
    #expect(try gate.someoneCame())
    try session.shows { panes in
      panes.contains("Searching for what broke the")
    }
    try session.pressWithoutWaiting("v")
    try session.waits(for: "another commit's checks are running")
    try session.pressWithoutWaiting("b")
    try session.waits(for: "the search is stopped; b goes on with what is known")
  }

  @Test(arguments: [
    ("true", "┌ Nothing broke the checks "), ("false", "┌ The checks fail at the pin already "),
  ])
  func saysWhereNothingBroke(_ command: String, _ title: String) throws {
    let pair = try EdgePair(manifest: "checks: [{ name: works, run: '\(command)' }]")
    let commits = try advance(pair)
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.isAt(commits[5])
    try session.pressWithoutWaiting("b")
    try session.waits(for: title)
  }

  @Test func saysWhereThereIsNothingToTryBy() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("b")
    try session.waits(for: "edgesync.yml declares no checks")
  }
}
