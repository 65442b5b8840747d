/// How the panes share the screen, and how the files are listed: what is the same the next time.
package struct Splits: Hashable, Sendable {
  /// A border that can be moved.
  package enum Border: Hashable, Sendable {
    /// Between the lists and the reading pane.
    case lists
    /// Between commits above and files below.
    case stacked
  }

  /// Columns that the lists have; nil where nobody moved the border.
  package var lists: Int?
  /// Rows that the commits have; nil where they take what they need.
  package var commits: Int?

  /// Whether files are shown in their folders.
  package var isTree = false

  /// Nobody has moved a border.
  package init() {}
}
