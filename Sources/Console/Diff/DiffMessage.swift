import Git
import Reading
import Text

/// What is known of files' lines.
package enum DiffMessage: Sendable {
  /// What was wanted of a file was read.
  case found(DiffEffect.Wanted, DiffBody)
  /// Lines of a file that have what is looked for, by their places in its patch.
  case matched(SearchPattern, TreeChange, [Int])
  /// What the pieces of a text are; nil where that can't be told.
  case highlighted(HighlightCache.Key, HighlightedText?)
  /// Lines of files that were moved.
  case moved([TreeChange], MovedLines)
  /// It can't be shown.
  case failed(DiffEffect.Wanted, SafeText)
}
