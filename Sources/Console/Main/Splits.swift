/// How the panes share the width and the height.
package struct Splits: Hashable, Sendable {
  /// A border that can be moved.
  package enum Border: Hashable, Sendable {
    /// Between commits and files, side by side.
    case commitsFiles
    /// Between the left column or columns and the diff.
    case filesDiff
    /// Between commits above and files below.
    case stacked
  }

  /// The commits' share of three columns.
  package var commits = 37
  /// The files' share of three columns.
  package var files = 27
  /// The left column's share of two.
  package var left = 44
  /// The commits' share of the left column's height.
  package var stacked = 50
}
