import Text

/// A row of a file's change.
package enum DiffRow: Hashable, Sendable {
  /// Something said about the file, and what it says.
  case note(SafeText, Role)
  /// A hunk's header, by its place.
  case hunk(Int)
  /// A line, by its place among all of the patch.
  case line(Int)
  /// What stands in the columns below.
  case titles([SafeText])
  /// An older line beside a newer one, by their places; nil where there is none.
  case pair(old: Int?, new: Int?)
  /// Lines of three versions side by side, by their places; nil where there is none.
  case three(before: Int?, now: Int?, yours: Int?)
}
