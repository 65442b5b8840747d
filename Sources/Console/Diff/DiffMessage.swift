import Git
import Reading
import Text
import Upstream

/// What is known of files' lines.
package enum DiffMessage: Sendable {
  /// A file's lines were read.
  case found(DiffSource, DiffBody)
  /// They can't be shown.
  case failed(DiffSource, SafeText)
  /// Places of lines that have what is looked for, of files that were searched.
  case matched(SearchPattern, [DiffSource: [Int]])
  /// What the pieces of a text are; nil where that can't be told.
  case highlighted(HighlightCache.Key, HighlightedText?)
  /// Lines that were moved in and between files.
  case moved(MovedLines)
  /// Which commit made or removed a line, with its text where there is one.
  case blamed(LineInRange, LineOrigin, CommitText?)
  /// That can't be told, and why.
  case unblamed(LineInRange, SafeText)
}
