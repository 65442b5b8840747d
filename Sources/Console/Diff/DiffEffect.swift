import Git
import Reading

/// Work that the reading pane wants done.
package enum DiffEffect: Sendable {
  /// Read files' changes, in this order; what was asked for before is of no use any more.
  case load([Wanted])
  /// Tell what the pieces of texts are; what was asked for before is of no use any more.
  case highlight([HighlightCache.Key])
  /// Find lines that were moved in and between files.
  case findMoved([Wanted])
  /// Tell in which lines of files something stands; what was looked for before is of no use any more.
  case search(SearchPattern, [Wanted], tabs: Int)

  /// A file's change, and how it is read.
  package struct Wanted: Hashable, Sendable {
    /// The change.
    package let change: TreeChange
    /// How it is read.
    package let settings: DiffSettings
    /// What of it is read.
    package let lens: DiffLens
  }
}
