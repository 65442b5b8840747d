import Foundation
import Support
import Testing

/// Keys that mean nothing, pasted text, and the mouse.
@Suite struct InputTests {
  /// They are said to do nothing, and do nothing.
  @Test func unknownKeysDoNothing() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 110, rows: 30)
    let before = try session.shows { $0.footer.contains("q quit") }.rows
    try session.press(
      "Z", "w", "0", "9", "%", "C-a", "C-w", "F1", "F5", "F12", "IC", "DC", "BSpace")
    try session.type("äß日")
    let said = try session.shows { $0.footer.contains("日 does nothing here; ? lists the keys") }
      .rows
    #expect(said.dropLast() == before.dropLast())
    // Nor does what a key sends that the terminal's type doesn't know.
    try session.send("\u{1B}[27;5;9~\u{1B}[99;2u\u{1B}[I\u{1B}Op", events: 0)
    #expect(try session.screen == said)
    try session.press("j")
    try session.isAt(pair.commits[1])
  }

  @Test func pastedTextIsNoKeys() throws {
    let pair = try PracticePair()
    let head = try pair.git.line("rev-parse", "HEAD")
    let session = try TerminalSession(in: pair.edge, columns: 110, rows: 30)
    let before = try session.shows { $0.footer.contains("q quit") }.rows
    try session.pasteAsEvent("vppjjx\nq\u{3}")
    #expect(try session.screen == before)
    // Where text is typed, its first line is text.
    try session.press("/")
    try session.pasteAsEvent("horizon\nqqq")
    try session.waits(for: " /horizon")
    try session.press("Escape")
    try session.isAtTheTop()
    #expect(try pair.git.line("rev-parse", "HEAD") == head)
  }

  @Test func mouseSelectsOpensAndScrolls() throws {
    let pair = try PracticePair()
    let ids = try pair.commits
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 30)
    try session.isAt(ids[0])
    try session.click(column: 10, row: 6)
    try session.isAt(ids[3])
    try session.doubleClick(column: 10, row: 5)
    try session.isAt(ids[2])
    try session.shows { $0.footer.contains("space fold") }
    let name = try session.shows { $0.files.count > 3 }.files[1]
    try session.doubleClick(column: 10, row: 16)
    try session.isAtFile(name)
    try session.shows { $0.footer.contains("} next hunk") }
    // The wheel turns what is under it, whoever has the keys.
    try session.wheel(down: true, column: 10, row: 6)
    try session.shows { $0.column(0).first?.contains(ids[3].prefix(7)) == true }
    try session.wheel(down: false, column: 10, row: 6)
    try session.shows { $0.column(0).first?.contains(ids[0].prefix(7)) == true }
    try session.click(column: 10, row: 25)
    try session.shows { $0.rows[1].contains("┌ Checks of") }
    // A tab leads to its pane.
    try session.resize(columns: 80, rows: 24)
    try session.click(column: 3, row: 2)
    try session.isAtTheTop()
  }

  /// tmux's own type has no word for places past column 223.
  @Test(arguments: ["screen-256color", "xterm-256color"])
  func theMouseWorksInWideTerminals(_ type: String) throws {
    let pair = try PracticePair()
    let session = try TerminalSession(
      in: pair.edge, columns: 300, rows: 30, kind: TerminalSession.Kind(type: type))
    try session.isAtTheTop()
    try session.click(column: 280, row: 6)
    try session.shows { $0.footer.contains("} next hunk") }
    try session.click(column: 10, row: 6)
    try session.waits(for: "▌ \(try pair.commits[3].prefix(7))")
  }

  @Test func draggingMovesABorder() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 30)
    let start = try session.shows { $0.footer.contains("q quit") }
    let border = start.column(0)[0].count + 2
    try session.drag(column: border, to: 57, row: 10)
    try session.shows { abs(($0.column(0).first?.count ?? 0) - 55) <= 2 }
    let rows = try session.screen
    #expect(rows[1...26].allSatisfy { $0.count == 140 })
    // Not beyond what can be worked in.
    try session.drag(column: 57, to: 1, row: 10)
    try session.shows { $0.column(0).first?.count == 34 && $0.rows[5].count == 140 }
  }
}
