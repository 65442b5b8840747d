import Git

/// The lines of the file under the cursor.
extension Model {
  /// Takes what is known of a file's lines.
  mutating func take(_ message: DiffMessage) {
    switch message {
    case .found(let change, let patch):
      guard change == diff.change else { return }
      let isSameFile = diff.shownChange?.path == change.path
      let (first, left) = (diff.first, diff.left)
      diff.show(patch, of: change)
      // The same file of another candidate stays where it was read.
      if isSameFile {
        diff.left = left
        diff.scroll(to: first)
      }
      findInDiff()
    case .failed(let change, let reason):
      if change == diff.change { diff.show(note: reason, of: change) }
    }
  }

  /// Goes to another hunk.
  mutating func moveHunk(forward: Bool) {
    let hunks = diff.rows.indices.filter { index in
      if case .hunk = diff.rows[index] { return true }
      return false
    }
    let next = forward ? hunks.first { $0 > diff.first } : hunks.last { $0 < diff.first }
    if let next { diff.scroll(to: next) }
  }

  /// The line of the newer file at the top of the diff, for an editor to open at.
  var firstVisibleLine: Int? {
    diff.rows.dropFirst(diff.first).lazy.compactMap { row in
      if case .line(let index) = row { return self.diff.patch?.lines[index].newNumber }
      return nil
    }.first
  }
}
