/// How the lines of a change are laid out on the screen.
package enum DiffLayout: CaseIterable, Sendable {
  /// Older and newer lines one below the other.
  case unified
  /// The older file at the left, the newer at the right.
  case sideBySide
}

extension DiffLayout {
  /// Columns from which on both files are shown side by side, unless a layout was chosen.
  static let sideBySideWidth = 150

  /// Whether line numbers are shown in a width that some lines share.
  static func showsNumbers(_ width: Int, columns: Int) -> Bool { width >= (columns > 2 ? 120 : 50) }

  /// Cells that each of some lines has that stand beside each other.
  static func columnWidth(_ width: Int, of columns: Int) -> Int {
    max(1, (width - columns + 1) / columns)
  }
}
