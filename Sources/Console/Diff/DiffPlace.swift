/// A place in the reading pane: a row of a file, and a piece of it where lines are wrapped.
package struct DiffPlace: Hashable, Comparable, Sendable {
  /// The file, by its place among the sections.
  package var section: Int
  /// The row: 0 is the file's heading.
  package var row: Int
  /// The piece of the row, from 0.
  package var piece: Int

  /// A place from its parts.
  package init(_ section: Int, _ row: Int, _ piece: Int = 0) {
    self.section = section
    self.row = row
    self.piece = piece
  }

  /// Whether a place stands above another.
  package static func < (left: DiffPlace, right: DiffPlace) -> Bool {
    (left.section, left.row, left.piece) < (right.section, right.row, right.piece)
  }
}
