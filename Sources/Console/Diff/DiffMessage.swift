import Git
import Text

/// What is known of a file's lines.
package enum DiffMessage: Sendable {
  /// They are known.
  case found(TreeChange, FilePatch)
  /// They can't be shown.
  case failed(TreeChange, SafeText)
}
