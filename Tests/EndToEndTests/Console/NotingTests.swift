import Support
import Testing

/// Noting something in the console.
@Suite struct NotingTests {
  /// What is noted on a line stands there, in the lists and for the commands, also after a restart.
  @Test func aNoteOnALineStandsThere() throws {
    let pair = try EdgePair()
    try pair.advanceAsUsual()
    let file = pair.service + "/app.py"
    do {
      let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
      try session.press("2")
      try session.isAtFile("app.py")
      try session.press("3", "/")
      try session.type("a half")
      try session.press("Enter", "i")
      try session.waits(for: "Note on \(file):2")
      try session.type("ask why @ana")
      try session.press("Tab")
      try session.waits(for: "To be done by ana.")
      try session.press("Enter")
      try session.waits(for: "✓ follow-up for ana on \(file):2")
      try session.waits(for: "+✎two and a half  ✎ [ ] ask why (ana)")
      try session.press("@")
      try session.waits(for: "[ ] ask why (ana)")
      try session.press("Space")
      try session.waits(for: "[x] ask why (ana)")
      try session.press("Space", "Escape", "Escape", "1", "i")
      try session.type("read twice")
      try session.press("Enter")
      try session.waits(for: "✓ noted on")
      try session.press("Escape", "q")
      #expect(try session.waitsForEnd() == 0)
    }
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.shows { $0.column(0).first?.contains("✎") == true }
    try session.press("@", "Enter")
    try session.waits(for: "+✎two and a half  ✎ [ ] ask why (ana)")
    let notes = try pair.run("notes").text
    #expect(notes.contains("[ ] ") && notes.contains("\(file):2  ask why (ana)"), "\(notes)")
    #expect(notes.contains("read twice"))
  }
}
