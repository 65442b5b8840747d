/// Which part of a text that is longer than its room is seen.
package struct Scroll: Hashable, Sendable {
  /// The first row that is seen; nil to stay at the end as it grows.
  private var first: Int?
  /// Rows that are seen at once, and the last row that can be the first, as it was drawn last.
  private var (visible, last) = (1, Int.max)

  /// At the top.
  package static let top = Scroll(first: 0)
  /// At the end, and following it.
  package static let end = Scroll(first: nil)

  private init(first: Int?) {
    self.first = first
  }

  /// Takes in how much there is and how much of it there is room for; gives the first row that is seen.
  mutating func settle(count: Int, visible: Int) -> Int {
    self.visible = max(1, visible)
    last = max(0, count - self.visible)
    if let first { self.first = min(first, last) }
    return first ?? last
  }

  /// Goes on as a movement says, no further than the text's ends.
  mutating func move(_ movement: Movement) {
    let follows = first == nil || movement == .bottom
    let row = movement.target(from: first ?? last, visible: visible, last: last)
    let next = max(0, min(row, last))
    first = follows && next == last ? nil : next
  }
}
