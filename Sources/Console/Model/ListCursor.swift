/// A place in a list that is longer than its pane, and which part of it is seen.
package struct ListCursor: Hashable, Sendable {
  /// The row with the cursor, from 0.
  package private(set) var index = 0
  /// The first row that is seen.
  package private(set) var first = 0

  /// At the top.
  package init() {}

  /// Goes to a row, no further than the list's ends.
  package mutating func move(to index: Int, count: Int, visible: Int) {
    self.index = max(0, min(index, count - 1))
    show(count: count, visible: visible)
  }

  /// Goes some rows on.
  package mutating func move(by rows: Int, count: Int, visible: Int) {
    move(to: index + rows, count: count, visible: visible)
  }

  /// Scrolls so that the row with the cursor is seen, and no blank below the list's end.
  package mutating func show(count: Int, visible: Int) {
    index = max(0, min(index, count - 1))
    let visible = max(1, visible)
    if index < first { first = index }
    if index >= first + visible { first = index - visible + 1 }
    first = max(0, min(first, count - visible))
  }

  /// Scrolls by rows; the cursor is taken along where it would be lost.
  package mutating func scroll(by rows: Int, count: Int, visible: Int) {
    first = max(0, min(first + rows, count - visible))
    index = max(first, min(index, min(first + visible, count) - 1))
    index = max(0, index)
  }
}
