import Git
import Reading
import Upstream

/// Work that the reading pane wants done.
package enum DiffEffect: Sendable {
  /// Read files' lines, in this order; what was asked for before is of no use any more.
  case load([DiffSource])
  /// Tell what the pieces of texts are; what was asked for before is of no use any more.
  case highlight([HighlightCache.Key])
  /// Find lines that were moved in and between files.
  case findMoved([DiffSource])
  /// Tell in which lines of files something stands; what was looked for before is of no use any more.
  case search(SearchPattern, [Searched], tabs: Int)
  /// Tell which commit made or removed a line; what was asked before is of no use any more.
  case blame(LineInRange)

  /// A file whose lines are searched.
  package struct Searched: Sendable {
    /// Which lines.
    package let source: DiffSource
    /// The lines, where they are read already.
    package let body: DiffBody?
  }
}
