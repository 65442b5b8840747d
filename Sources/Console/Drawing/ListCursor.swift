/// A place in a list that is longer than its room, and which part of it is seen.
package struct ListCursor: Hashable, Sendable {
  /// The row with the cursor, from 0.
  package private(set) var index = 0
  /// The first row that is seen.
  package private(set) var first = 0
  /// Rows that are seen at once, as it was drawn last.
  private var visible = 1

  /// At the top.
  package init() {}

  /// Goes to a row, no further than the list's ends.
  package mutating func move(to index: Int, count: Int) {
    self.index = max(0, min(index, count - 1))
  }

  /// Goes on as a movement says, no further than the list's ends.
  package mutating func move(_ movement: Movement, count: Int) {
    move(to: movement.target(from: index, visible: visible, last: count - 1), count: count)
  }

  /// Scrolls by rows; the cursor is taken along where it would be lost.
  package mutating func scroll(by rows: Int, count: Int) {
    first = max(0, min(first + rows, count - visible))
    index = max(first, min(index, min(first + visible, count) - 1))
    index = max(0, index)
  }

  /// Takes in how much there is and how much of it there is room for: the row with the cursor is seen, and no blank
  /// below the list's end.
  package mutating func settle(count: Int, visible: Int) {
    move(to: index, count: count)
    self.visible = max(1, visible)
    if index < first { first = index }
    if index >= first + self.visible { first = index - self.visible + 1 }
    first = max(0, min(first, count - self.visible))
  }
}
