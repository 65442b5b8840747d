import Git
import Support
import Testing
import Text

@testable import Console

/// How a change's lines are laid out in rows.
@Suite struct DiffRowsTests {
  /// Each hunk and each line has its place, once and in order, whichever the layout is.
  @Test(arguments: 0..<60)
  func everyLineHasItsRow(_ seed: Int) {
    var generator = SeededGenerator(seed: seed)
    let patch = LiteralPatch.random(&generator)
    let rows = DiffRows(notes: ["renamed"], patch: patch)
    for layout in DiffLayout.allCases {
      let all = (0..<rows.count(layout)).compactMap { rows.row($0, layout) }
      #expect(all.count == rows.count(layout))
      #expect(rows.row(rows.count(layout), layout) == nil)
      #expect(all.first == .note("renamed", .dim))
      #expect(all.filter { if case .hunk = $0 { true } else { false } }.count == patch.hunks.count)
      var (old, new): ([Int], [Int]) = ([], [])
      for row in all {
        switch row {
        case .line(let line):
          if patch.lines[line].kind != .addition { old.append(line) }
          if patch.lines[line].kind != .deletion { new.append(line) }
        case .pair(let left, let right):
          old += [left].compactMap(\.self)
          new += [right].compactMap(\.self)
        case .hunk, .note, .titles, .three: break
        }
      }
      #expect(old == patch.lines.indices.filter { patch.lines[$0].kind != .addition })
      #expect(new == patch.lines.indices.filter { patch.lines[$0].kind != .deletion })
      for hunk in patch.hunks.indices {
        let start = rows.start(ofHunk: hunk, layout)
        #expect(all[start] == .hunk(hunk))
        #expect(rows.hunk(at: start, layout) == hunk)
        #expect(rows.stop(.after, start - 1, layout) == start)
        #expect(rows.stop(.before, start + 1, layout) == start)
      }
      for line in patch.lines.indices {
        switch all[rows.row(ofLine: line, layout)] {
        case .line(let found): #expect(found == line)
        case .pair(let left, let right): #expect(left == line || right == line)
        case .hunk, .note, .titles, .three: Issue.record("no line's row")
        }
      }
    }
  }

  /// What was deleted stands beside what came in its place.
  @Test func deletionsStandBesideAdditions() {
    let patch = LiteralPatch.make([
      [" a", "-b", "-c", "+d", " e", "+f", "-g", "\\no newline", "+h"]
    ])
    let rows = DiffRows(notes: [], patch: patch)
    #expect(
      (0..<rows.count(.sideBySide)).map { rows.row($0, .sideBySide) } == [
        .hunk(0), .pair(old: 0, new: 0), .pair(old: 1, new: 3), .pair(old: 2, new: nil),
        .pair(old: 4, new: 4), .pair(old: nil, new: 5), .pair(old: 6, new: 8),
        .pair(old: 7, new: nil),
      ])
  }
}
