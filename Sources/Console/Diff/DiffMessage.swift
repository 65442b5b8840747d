import Git
import Text

/// What is known of files' lines.
package enum DiffMessage: Sendable {
  /// A file's change was read, with the settings it was read with.
  case found(TreeChange, DiffSettings, DiffBody)
  /// Lines of a file that have what is looked for, by their places in its patch.
  case matched(SearchPattern, TreeChange, [Int])
  /// It can't be shown.
  case failed(TreeChange, DiffSettings, SafeText)
}
