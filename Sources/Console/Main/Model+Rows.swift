/// The rows of the panes' lists, whichever way the cursor comes to one.
extension Model {
  /// How many rows a pane has.
  func rowCount(of pane: Pane) -> Int {
    switch pane {
    case .commits: commits.count
    case .files: files.rows.count
    case .diff: diff.count
    case .validation: validation?.rows.count ?? 0
    }
  }

  /// Puts a list's cursor on a row, no further than its end, and shows what is there.
  mutating func select(_ row: Int, in pane: Pane) -> [Effect] {
    let count = rowCount(of: pane)
    switch pane {
    case .commits:
      commits.cursor.move(to: row, count: count)
      return candidateChanged()
    case .files:
      files.cursor.move(to: row, count: count)
      followList()
    case .diff: break
    case .validation: validationCursor.move(to: row, count: count)
    }
    return []
  }
}
