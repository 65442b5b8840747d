import Text
import Upstream

extension CommitTags {
  /// The least that a name is cut to, in cells.
  private static let least = 4

  /// The names in some cells at the most: fewer of them, or the first one cut, with `…` for what is missing; nil where
  /// there is no room.
  func text(in width: Int) -> SafeText? {
    let all = (names + (hasMore ? ["…"] : [])).joined(separator: " ")
    guard all.width > width, let first = names.first else { return all }
    let isOne = names.count == 1 && !hasMore
    if !isOne, first.width + 2 <= width { return first + " …" }
    return width >= Self.least ? first.truncated(to: width) : nil
  }
}
