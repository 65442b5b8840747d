import Foundation
import Support
import SystemPackage
import Testing

/// Running checks, and looking at what they say.
@Suite struct ValidationTests {
  private static let gate = "checks:\n  - name: slow\n    stage: pre\n    run: '\(Gate.command)'\n"

  @Test func statesChangeAndTheLogIsRead() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    // The commit whose horizon is too long.
    try session.press("/")
    try session.type("Raise the horizon to two years")
    try session.press("Enter", "n", "Space")
    try session.isAt(try pair.commit("Raise the horizon to two years"))
    try session.shows { panes in
      ["○ syntax", "○ unit tests", "○ horizon limit"].allSatisfy(panes.contains)
    }
    try session.pressWithoutWaiting("v")
    try session.waits(for: "◐")
    try session.shows { panes in
      ["✗ horizon limit", "✓ 5 passed"].allSatisfy(panes.contains)
    }
    try session.settle()
    try session.waits(for: ": horizon limit failed; 4 shows why")
    try session.press("4", "G")
    try session.waits(for: "▌✗ horizon limit           failed: MAX_DAYS is 730")
    try session.press("Enter")
    try session.waits(for: "┌ horizon limit, ")
    try session.waits(for: "MAX_DAYS is 730, at most 366 are allowed")
    try session.press("Escape", "k", "Enter")
    try session.waits(for: "┌ unit tests, ")
    try session.waits(for: "services/forecastingApi/tests/test_")
    // From the log, from the search, and from the pane.
    try session.press("Escape", "Escape", "Escape")
    try session.isAtTheTop()
  }

  @Test func chosenChecksRunAlone() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    try session.press("V", "j", "Space")
    try session.waits(for: "▌[ ] unit tests")
    try session.press("j", "Space")
    try session.waits(for: "▌[ ] horizon limit")
    try session.press("Enter")
    try session.shows { panes in
      ["✓ 4 passed", "○ unit tests", "○ horizon limit"].allSatisfy(panes.contains)
    }
    // Escape runs nothing.
    try session.press("V", "Escape")
    try session.shows { panes in
      ["✓ 4 passed", "○ unit tests", "○ horizon limit"].allSatisfy(panes.contains)
    }
  }

  @Test func slowCheckGoesOnWhileTheCursorMoves() throws {
    let pair = try EdgePair(manifest: Self.gate)
    let commits = try pair.advanceAsUsual()
    let gate = try Gate(in: pair.folder.path)
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.isAt(commits[3])
    try session.pressWithoutWaiting("v")
    #expect(try gate.someoneCame())
    try session.waits(for: "◐ slow")
    try session.pressWithoutWaiting("j")
    try session.isAt(commits[2])
    try session.waits(for: "┌ Checks of \(commits[2].prefix(7)) ─")
    try session.waits(for: "Files  pin‥\(commits[2].prefix(7)) ─")
    try session.pressWithoutWaiting("v")
    try session.waits(for: "! validate, or stop it: another commit's checks are running")
    try session.resizeWithoutWaiting(columns: 90, rows: 24)
    try session.shows { $0.rows[0].hasPrefix(" edge") && $0.rows[23].hasPrefix(" ! validate") }
    try session.resizeWithoutWaiting(columns: 140, rows: 30)
    try session.pressWithoutWaiting("k")
    try session.waits(for: "◐ slow")
    try gate.letOn()
    try session.waits(for: "✓ 4 passed")
    try session.settle()
    try session.waits(for: "checks 4✓")
  }

  /// A pair whose checks run and have come to the gate.
  private static func atTheGate() throws -> (EdgePair, Gate, TerminalSession) {
    let pair = try EdgePair(manifest: gate)
    try pair.advanceAsUsual()
    let gate = try Gate(in: pair.folder.path)
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.pressWithoutWaiting("v")
    try #require(try gate.someoneCame())
    return (pair, gate, session)
  }

  @Test func stopsChecks() throws {
    let (pair, _, session) = try Self.atTheGate()
    try session.pressWithoutWaiting("v")
    try session.settle()
    try session.waits(for: ": stopped, 1 not run; v goes on")
    try session.press("4", "G")
    try session.waits(for: "▌○ slow")
    try session.waits(for: "cancelled")
    #expect(Processes.mentioning(pair.folder.path.appending("gate.open")).isEmpty)
    #expect(try pair.leftovers().isEmpty)
  }

  /// A run of one check that is stopped takes no result away.
  @Test func whatIsStoppedKeepsItsResult() throws {
    let (pair, gate, session) = try Self.atTheGate()
    try gate.letOn()
    try session.waits(for: "checks 4✓")
    try session.settle()
    try session.pressWithoutWaiting("V", "Enter")
    #expect(try gate.someoneCame())
    try session.pressWithoutWaiting("v")
    try session.settle()
    try session.waits(for: ": stopped; what was known stays")
    try session.waits(for: "✓ 4 passed")
    #expect(try pair.leftovers().isEmpty)
  }

  /// Where what would land can't be checked, what was made of it goes.
  @Test func whatCantBeCheckedLeavesNoProposal() throws {
    let pair = try EdgePair(
      manifest: "checks:\n  - name: spare\n    required: false\n    run: \"true\"\n")
    try pair.advanceAsUsual()
    let before = try pair.state()
    let session = try TerminalSession(
      in: pair.edge.git.folder, columns: 140, rows: 30,
      kind: TerminalSession.Kind(variables: ["TMPDIR": "/nonexistent"]))
    try session.press("v")
    try session.waits(for: "┌ The checks couldn't run ─")
    try session.press("Escape", "p")
    try session.waits(for: "✓ 3 passed  ○ 1 not run yet")
    try session.press("p")
    try session.waits(for: "┌ Nothing landed ─")
    #expect(try pair.state() == before)
  }
}
