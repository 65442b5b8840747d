import Git
import Rules
import Text

/// What is pending, with that marked which was done.
package struct OwedChooser: Overlay {
  /// Something that is pending.
  package enum Item: Hashable, Sendable {
    /// An override that upstream changed.
    case override(RepoPath)
    /// A review of an emergency sync.
    case review(Lock.OwedReview)
  }

  /// What is pending.
  package let items: [Item]
  /// What was done.
  package private(set) var chosen: Set<Item> = []
  /// Whether the lock is being changed.
  package private(set) var isLanding = false
  private var cursor = ListCursor()

  /// A chooser with one item marked, and the cursor on it.
  package init(_ items: [Item], marking item: Item?) {
    self.items = items
    if let item, let index = items.firstIndex(of: item) {
      chosen = [item]
      cursor.move(to: index, count: items.count)
    }
  }

  package var context: Action.Context { .list }

  package mutating func perform(_ action: Action, in model: Model) -> Reaction {
    if isLanding { return .none }
    if action == .tick { tick() }
    if let movement = action.movement { cursor.move(movement, count: items.count) }
    guard action == .open else { return .none }
    guard !chosen.isEmpty else {
      let key = model.configuration.keys.hint(.tick)
      return .say(.warning, "nothing is ticked: \(key) ticks what was done")
    }
    isLanding = true
    var paths: [RepoPath] = []
    var reviews: [ObjectID] = []
    for item in items where chosen.contains(item) {
      switch item {
      case .override(let path): paths.append(path)
      case .review(let review): reviews.append(review.to)
      }
    }
    return .keep(.acknowledge(paths, reviews: reviews))
  }

  private mutating func tick() {
    guard items.indices.contains(cursor.index) else { return }
    let item = items[cursor.index]
    if chosen.remove(item) == nil { chosen.insert(item) }
  }

  package mutating func draw(_ canvas: inout Canvas) {
    OwedView.draw(&canvas, self, &cursor)
  }
}
