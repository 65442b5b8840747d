import Git
import Reading
import Text

/// Rows of a file that are the same in each layout: three versions side by side, and a patch below.
struct ListedRows: Sendable {
  /// The rows.
  let rows: [DiffRow]
  /// The rows of the hunks' headers.
  let hunks: [Int]
  /// The rows that show lines, by the lines' places.
  private let rowsOfLines: [Int]
  /// How many lines stand side by side.
  private let tripled: Int

  /// Lists rows: titles above three versions, remarks, and a patch whose lines stand after those of the versions.
  init(_ versions: ThreeVersions, titles: [SafeText], notes: [DiffRow], merge: FilePatch) {
    var rows: [DiffRow] = versions.hunks.isEmpty ? [] : [.titles(titles)]
    var hunks: [Int] = []
    var rowsOfLines: [Int] = []
    for (hunk, lines) in versions.hunks.enumerated() {
      hunks.append(rows.count)
      rows.append(.hunk(hunk))
      for row in lines {
        rowsOfLines += [row.before, row.now, row.yours].compactMap { $0 == nil ? nil : rows.count }
        rows.append(.three(before: row.before, now: row.now, yours: row.yours))
      }
    }
    tripled = rowsOfLines.count
    rows += notes
    for (number, hunk) in merge.hunks.enumerated() {
      hunks.append(rows.count)
      rows.append(.hunk(versions.hunks.count + number))
      for line in hunk.lines {
        rowsOfLines.append(rows.count)
        rows.append(.line(tripled + line))
      }
    }
    self.rows = rows
    self.hunks = hunks
    self.rowsOfLines = rowsOfLines
  }

  /// The row that shows a line.
  func row(ofLine line: Int) -> Int { rowsOfLines.indices.contains(line) ? rowsOfLines[line] : 0 }

  /// Whether a line is one of three side by side.
  func isTripled(_ line: Int) -> Bool { line < tripled }
}
