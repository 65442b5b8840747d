import Git
import Landing
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

    /// Whether it is an override.
    var isOverride: Bool {
      switch self {
      case .override: true
      case .review: false
      }
    }
  }

  /// What is pending.
  package let items: [Item]
  /// What was done.
  package private(set) var chosen: Set<Item> = []
  /// Whether the lock is being changed.
  package private(set) var isLanding = false
  /// Conflicts in the overrides that aren't resolved, once that is known.
  private var conflicts: [RepoPath: UnresolvedConflicts] = [:]
  /// The override to be marked unless it has conflicts, until it is known whether it does.
  private var waiting: Item?
  private var cursor = ListCursor()

  /// A chooser with one item marked, and the cursor on it; an override is marked once it is known that it has no
  /// conflicts.
  package init(_ items: [Item], marking item: Item?) {
    self.items = items
    guard let item, let index = items.firstIndex(of: item) else { return }
    if item.isOverride { waiting = item } else { chosen = [item] }
    cursor.move(to: index, count: items.count)
  }

  /// Takes in which overrides have conflicts that aren't resolved.
  mutating func take(_ found: [UnresolvedConflicts]) {
    conflicts = Dictionary(found.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    if let waiting, conflicts(of: waiting) == nil { chosen.insert(waiting) }
    waiting = nil
  }

  /// Conflicts in an item that aren't resolved; nil where it has none, as far as is known.
  func conflicts(of item: Item) -> UnresolvedConflicts? {
    switch item {
    case .override(let path): conflicts[path]
    case .review: nil
    }
  }

  /// Whether a person has ticked something whose conflicts aren't resolved.
  var hasConflictsTicked: Bool { chosen.contains { conflicts(of: $0) != nil } }

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
    if item == waiting { waiting = nil }
    if chosen.remove(item) == nil { chosen.insert(item) }
  }

  package mutating func draw(_ canvas: inout Canvas) {
    OwedView.draw(&canvas, self, &cursor)
  }
}
