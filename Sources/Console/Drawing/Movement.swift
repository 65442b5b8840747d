/// A way through a list or a text that is longer than its room.
package enum Movement: String, CaseIterable, Sendable {
  case up, down, pageUp, pageDown, halfUp, halfDown, top, bottom

  /// The row that it leads to; it may lie past the ends.
  ///
  /// - Parameters:
  ///   - visible: Rows that are seen at once.
  ///   - last: The last row that there is to go to.
  func target(from row: Int, visible: Int, last: Int) -> Int {
    switch self {
    case .up: row - 1
    case .down: row + 1
    case .pageUp: row - max(1, visible - 1)
    case .pageDown: row + max(1, visible - 1)
    case .halfUp: row - max(1, visible / 2)
    case .halfDown: row + max(1, visible / 2)
    case .top: 0
    case .bottom: last
    }
  }
}

extension Action {
  /// The way that it goes; nil where it is no movement.
  var movement: Movement? { Movement(rawValue: rawValue) }
}
