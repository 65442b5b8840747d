import Git
import Rules
import Text

/// What is owed, with that marked which was done.
package struct OwedChooser: Sendable {
  /// Something that is owed.
  package enum Item: Hashable, Sendable {
    /// An override that upstream changed.
    case override(RepoPath)
    /// A review of an emergency sync.
    case review(Lock.OwedReview)
  }

  /// What is owed.
  package let items: [Item]
  /// What was done.
  package var chosen: Set<Item> = []
  /// The cursor.
  package var cursor = ListCursor()
  /// Whether the lock is being changed.
  package var isLanding = false

  /// A chooser with one item marked, and the cursor on it.
  package init(_ items: [Item], marking item: Item?) {
    self.items = items
    if let item, let index = items.firstIndex(of: item) {
      chosen = [item]
      cursor.move(to: index, count: items.count, visible: items.count)
    }
  }
}
