import Git
import Text

/// The changed lines of the file under the cursor.
package struct DiffPane: Sendable {
  /// A row of the diff.
  package enum Row: Hashable, Sendable {
    /// A hunk's header, by its place.
    case hunk(Int)
    /// A line, by its place among all.
    case line(Int)
    /// Something said about the file.
    case note(SafeText)
  }

  /// Cells that one step sideways scrolls.
  static let sidewaysStep = 8

  /// The change that is shown or asked for.
  package var change: TreeChange?
  /// The change that the rows belong to.
  package var shownChange: TreeChange?
  /// The lines; nil where there are none to show.
  package var patch: FilePatch?
  /// The rows, from the top.
  package var rows: [Row] = []
  /// The first row that is seen.
  package private(set) var first = 0
  /// Rows that are seen at once, as it was drawn last.
  private var visible = 1
  /// Cells scrolled to the right.
  package var left = 0
  /// Rows that a search matches.
  package var matches: Set<Int> = []

  /// Nothing to show yet.
  package init() {}

  /// Shows a file's change from its top.
  package mutating func show(_ patch: FilePatch, of change: TreeChange) {
    self.patch = patch
    shownChange = change
    rows = Self.rows(of: patch, change)
    first = 0
    left = 0
    matches = []
  }

  /// Shows a remark in the place of lines.
  package mutating func show(note: SafeText, of change: TreeChange?) {
    patch = nil
    shownChange = change
    rows = [.note(note)]
    first = 0
    left = 0
    matches = []
  }

  /// Scrolls to a row, no further than the end.
  package mutating func scroll(to row: Int) {
    first = max(0, min(row, rows.count - visible))
  }

  /// Goes on as a movement says.
  mutating func scroll(_ movement: Movement) {
    scroll(to: movement.target(from: first, visible: visible, last: rows.count))
  }

  /// Takes in how many rows there is room for; nothing blank is seen below the end.
  mutating func settle(visible: Int) {
    self.visible = max(1, visible)
    scroll(to: first)
  }

  private static func rows(of patch: FilePatch, _ change: TreeChange) -> [Row] {
    var rows: [Row] = []
    if let old = change.old, let new = change.new, old.mode != new.mode {
      rows.append(.note("mode \(old.mode.sixDigits) → \(new.mode.sixDigits)"))
    }
    if let oldPath = change.oldPath { rows.append(.note("renamed from \(oldPath.text)")) }
    if let size = patch.tooLarge {
      rows.append(.note("Too large to compare: \(byteCount(size)). Look at it with"))
      rows.append(.note("`\(patch.lookingCommand)`."))
    } else if patch.isBinary {
      rows.append(.note("A binary file: git doesn't compare it line by line."))
    } else if patch.hunks.isEmpty {
      rows.append(
        .note(change.old?.id == change.new?.id ? "The content is the same." : "An empty file."))
    }
    for (index, hunk) in patch.hunks.enumerated() {
      rows.append(.hunk(index))
      rows += hunk.lines.map { .line($0) }
    }
    return rows
  }

  /// The text of a row, for drawing and finding; tabs drawn out.
  ///
  /// - Parameter limit: Scalars at the most: nobody sees the rest of a line of megabytes.
  package func text(of row: Row, tabs: Int, limit: Int) -> SafeText {
    switch row {
    case .note(let note): return note
    case .hunk(let index):
      guard let patch, index < patch.hunks.count else { return "" }
      return SafeText(bytes: patch.hunks[index].header, tabs: tabs, limit: limit)
    case .line(let index):
      guard let patch, index < patch.lines.count else { return "" }
      return SafeText(bytes: patch.bytes(of: patch.lines[index]), tabs: tabs, limit: limit)
    }
  }

  /// Digits that line numbers take.
  package var numberWidth: Int {
    guard let last = patch?.hunks.last else { return 1 }
    return String(max(last.old.upperBound, last.new.upperBound, 1)).utf8.count
  }
}
