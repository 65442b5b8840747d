import Git
import Rules
import Text

/// The candidate's files, and what follows from where the cursor is among them.
extension Model {
  /// Takes what is known of a candidate's files.
  mutating func take(_ message: FilesMessage) -> [Effect] {
    switch message {
    case .withoutRenames(let key, let changes):
      return key == files.key && key != files.shownKey
        ? show(changes, for: key, withRenames: false) : []
    case .found(let key, let changes):
      files.remember(changes, for: key)
      return key == files.key ? show(changes, for: key) : []
    case .failed(let key, let reason):
      if key == files.key {
        files.failure = reason
        files.show([], for: key)
        showStream()
      }
    case .counted(let key, let counts, let generated):
      if key == files.shownKey {
        files.count(counts, generated: generated)
        estimateHeights(counts)
        foldGenerated(generated)
      }
    }
    return []
  }

  /// Shows a candidate's files, with the cursor on the file it was on before, if that is there.
  mutating func show(
    _ changes: [FileChange], for key: FileList.Key, withRenames: Bool = true
  ) -> [Effect] {
    files.hasRenames = withRenames
    if files.shownKey == key, files.files == changes { return [] }
    let previous = files.selected?.shownPath
    files.show(changes, for: key)
    files.setReviewed(reviewed)
    let rows = files.rows
    let same = rows.firstIndex { row in
      if case .file(let index) = row { return changes[index].shownPath == previous }
      return false
    }
    let first = rows.firstIndex { row in
      if case .file = row { return true }
      return false
    }
    files.cursor.move(to: same ?? first ?? 0, count: rows.count)
    showStream()
    if same == nil { followList() } else { followReading() }
    followOverride()
    return []
  }

  /// Folds the group under the cursor, or shows its files again.
  mutating func fold() -> [Effect] {
    let rows = files.rows
    guard focus == .files, files.cursor.index < rows.count else { return [] }
    let group: FileGroup
    switch rows[files.cursor.index] {
    case .heading(let heading): group = heading
    case .file(let index): group = files.files[index].group
    }
    files.fold(group)
    files.cursor.move(
      to: files.rows.firstIndex(of: .heading(group)) ?? 0, count: files.rows.count)
    return []
  }
}
