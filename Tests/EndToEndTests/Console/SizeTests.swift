import Support
import Testing

/// Every size of the terminal, from the start and by resizing.
@Suite struct SizeTests {
  private static let sizes = [
    (140, 40), (120, 24), (119, 24), (140, 23), (80, 24), (69, 20), (40, 10), (300, 100),
  ]

  @Test(arguments: sizes.indices)
  func fillsTheScreen(_ index: Int) throws {
    let (columns, rows) = Self.sizes[index]
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: columns, rows: rows)
    let panes = try session.shows { $0.footer.contains("q quit") }
    #expect(panes.rows.count == rows)
    #expect(panes.rows[rows - 1].contains("q quit"))
    // Lists beside what is read, or one pane below the tabs.
    let isSplit = columns >= 120 && rows >= 24
    let corners = panes.rows[1].count { $0 == "┌" }
    #expect(corners == (isSplit ? 2 : 0))
    #expect(panes.rows[1].contains("1 Commits") == !isSplit)
    for row in panes.rows[(isSplit ? 1 : 2)..<rows - 1] {
      #expect(row.count == columns && "│┐┘┃".contains(row.last ?? " "), "\(row)")
    }
  }

  @Test func tooSmallSaysSoAndRecovers() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 39, rows: 9)
    try session.waits(for: "edgesync needs 40×10; this is 39×9.")
    try session.press("j")
    try session.resize(columns: 40, rows: 10)
    try session.isAt(pair.commits[1])
    try session.resize(columns: 12, rows: 4)
    try session.waits(for: "edgesync")
    try session.resize(columns: 1, rows: 1)
    try session.resize(columns: 140, rows: 40)
    try session.isAt(pair.commits[1])
  }

  /// Escape may be the beginning of another key, which is waited for a moment; a new size comes right then.
  @Test func aSizeThatComesWhileAKeyIsReadIsTaken() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, columns: 140, rows: 40)
    try session.isAt(pair.commits[0])
    for _ in 0..<6 {
      for (columns, rows) in [(80, 24), (140, 40)] {
        try session.pressWithoutWaiting("Escape")
        try session.resize(columns: columns, rows: rows)
      }
    }
  }

  @Test func resizingWhileChecksRunLeavesNothingBehind() throws {
    let pair = try EdgePair(
      manifest: "checks:\n  - name: slow\n    run: '\(Gate.command)'\n")
    try pair.advanceAsUsual()
    let gate = try Gate(in: pair.folder.path)
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 40)
    try session.pressWithoutWaiting("v")
    #expect(try gate.someoneCame())
    try session.waits(for: "◐ slow")
    for (columns, rows) in [(39, 9)] + Self.sizes + [(39, 9), (120, 30)] {
      try session.resizeWithoutWaiting(columns: columns, rows: rows)
      try session.shows("the bottom row at \(columns)×\(rows)") { panes in
        columns < 40
          ? panes.contains("edgesync needs") : panes.rows[rows - 1].contains("q quit")
      }
    }
    try gate.letOn()
    try session.settle()
    let resized = try session.shows { $0.contains("✓ 4 passed") }.rows
    let fresh = try TerminalSession(in: pair.edge.git.folder, columns: 120, rows: 30)
    try fresh.press("v")
    try fresh.waits(for: "the screen after resizing") { $0 == resized }
  }
}
