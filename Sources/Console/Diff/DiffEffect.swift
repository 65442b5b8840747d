import Git

/// Work that the reading pane wants done.
package enum DiffEffect: Sendable {
  /// Read files' changes, in this order; what was asked for before is of no use any more.
  case load([Wanted])
  /// Tell in which lines of files something stands; what was looked for before is of no use any more.
  case search(SearchPattern, [Wanted], tabs: Int)

  /// A file's change, and how it is read.
  package struct Wanted: Sendable {
    /// The change.
    package let change: TreeChange
    /// How it is read.
    package let settings: DiffSettings
  }
}
