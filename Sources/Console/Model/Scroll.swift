/// Which part of a text that is longer than its screen is seen.
package struct Scroll: Hashable, Sendable {
  /// The first row that is seen; nil to stay at the end as it grows.
  package private(set) var first: Int?

  /// At the top.
  package static let top = Scroll(first: 0)
  /// At the end, and following it.
  package static let end = Scroll(first: nil)

  /// The first row that is seen of a text of some rows.
  package func first(count: Int, visible: Int) -> Int {
    let last = max(0, count - max(1, visible))
    return min(first ?? last, last)
  }

  /// Goes on as an action says, no further than the text's ends.
  mutating func move(_ action: Action, count: Int, visible: Int) {
    let last = max(0, count - max(1, visible))
    var row = first(count: count, visible: visible)
    switch action {
    case .up: row -= 1
    case .down: row += 1
    case .pageUp: row -= max(1, visible - 1)
    case .pageDown: row += max(1, visible - 1)
    case .halfUp: row -= max(1, visible / 2)
    case .halfDown: row += max(1, visible / 2)
    case .top: row = 0
    case .bottom: row = last
    default: return
    }
    let follows = first == nil || action == .bottom
    row = max(0, min(row, last))
    first = follows && row == last ? nil : row
  }
}
