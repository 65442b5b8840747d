/// How the panes share the screen.
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

  /// Nobody has moved a border.
  package init() {}
}
