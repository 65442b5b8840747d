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

  /// Whether line numbers are shown in a width.
  static func showsNumbers(_ width: Int) -> Bool { width >= 50 }

  /// Cells that each file has, side by side.
  static func halfWidth(_ width: Int) -> Int { max(1, (width - 1) / 2) }
}
