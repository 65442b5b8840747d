import Support
import Testing

/// Holding a commit in the console.
@Suite struct HoldOnScreenTests {
  /// What takes the commit back may be taken, unless a person says otherwise.
  @Test(arguments: [true, false])
  func aRevertEndsTheHold(_ isTaken: Bool) throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let revert = try pair.revert(commits[3])
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("/")
    try session.type(String(commits[3].prefix(9)))
    try session.press("Enter", "H")
    try session.waits(for: "tab hold its revert too")
    if !isTaken {
      try session.press("Tab")
      try session.waits(for: "tab take its revert")
    }
    try session.type("breaks")
    try session.press("Enter")
    try session.waits(for: "✓ Held \(commits[3].prefix(7))")
    let held = try JSON(parsing: pair.run("status", "--json").output)["held"].elements
    #expect(held.map { $0["mendedBy"].text } == [isTaken ? revert : nil])
    #expect(try pair.run("pin", "main", "--yes").status == (isTaken ? 0 : 1))
  }

  /// Of a commit that nobody took back, nothing is asked.
  @Test func withoutARevertThereIsNothingToChoose() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 30)
    try session.press("H", "Tab")
    try session.waits(for: "are taken until the hold is lifted")
    try session.type("breaks")
    try session.press("Enter")
    try session.waits(for: "✓ Held \(commits[3].prefix(7))")
    let held = try JSON(parsing: pair.run("status", "--json").output)["held"].elements
    #expect(held.map { $0["mendedBy"].text } == [nil])
  }
}
