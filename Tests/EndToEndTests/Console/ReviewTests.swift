import Support
import Testing

/// The weekly review in the console, at a terminal.
@Suite struct ReviewTests {
  @Test(arguments: EdgePair.Mode.allCases) func showsWhatCameIn(_ mode: EdgePair.Mode) throws {
    let pair = try PracticePair(mode)
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    let rows = try session.waits(for: "Commits 15")
    #expect(rows[0].contains("platform-edge"))
    #expect(rows[0].contains("15 behind: 9 synced, 2 overrides"))
    #expect(rows[0].contains("no drift"))
    #expect(rows.contains { $0.contains("▌ 5d2ebba") && $0.contains("+1") })
    #expect(rows.contains { $0.contains("Edge-specific 2") })
    try session.press("G", "k")
    try session.shows { $0.selected(0).hasPrefix("═ 24afb60") && $0.selected(0).contains("pin") }
  }

  @Test(arguments: EdgePair.Mode.allCases) func theWholeReview(_ mode: EdgePair.Mode) throws {
    let pair = try PracticePair(mode)
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    let before = try pair.git.line("rev-parse", "HEAD")
    try session.press("v")
    try session.waits(for: "checks 6✓")
    try session.waits(for: "reviewed 0/11")
    try session.press("p")
    try session.waits(for: "Checks of this exact tree:  ✓ 6 passed")
    try session.waits(for: "Lands as one commit on main:  “Sync platform to 5d2ebba”")
    #expect(try pair.git.line("rev-parse", "HEAD") == before)
    try session.press("p")
    try session.waits(for: "✓ Landed")
    #expect(try pair.git.line("rev-parse", "HEAD^") == before)
    #expect(try pair.git.run("status", "--porcelain").text == "")
    // A file that is changed on disk, and a submodule that isn't where HEAD has it, would show above.
    let synced = try pair.git.line("hash-object", "--no-filters", "\(pair.service)/app.py")
    #expect(try pair.upstream.line("rev-parse", "main:services/forecastingApi/app.py") == synced)
    try session.press("Escape")
    try session.waits(for: "✓ Nothing new")
    try session.pressWithoutWaiting("q")
    #expect(try session.waitsForEnd() == 0)
  }
}
