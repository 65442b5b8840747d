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
        diff.show(note: reason, of: nil)
      }
    case .counted(let key, let counts):
      if key == files.shownKey { files.count(counts) }
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
    return fileChanged()
  }

  /// Asks for the lines of the file under the cursor, if they aren't shown already.
  mutating func fileChanged() -> [Effect] {
    guard let file = files.selected else {
      diff.change = nil
      diff.show(note: noteWithoutFile, of: nil)
      return []
    }
    guard diff.change != file.change else { return [] }
    diff.change = file.change
    return [.loadDiff(file.change)]
  }

  /// What the diff says where no file is under the cursor.
  private var noteWithoutFile: SafeText {
    guard files.isCurrent else { return "" }
    if files.files.isEmpty {
      return commits.selected == nil
        ? "This is the pinned commit; nothing to compare."
        : "No file differs."
    }
    return "Choose a file to see its lines."
  }

  /// Goes to another file from inside the diff.
  mutating func moveFile(by step: Int) -> [Effect] {
    let rows = files.rows
    var index = files.cursor.index + step
    while index >= 0, index < rows.count {
      if case .file = rows[index] {
        files.cursor.move(to: index, count: rows.count)
        return fileChanged()
      }
      index += step
    }
    notice = Notice(.warning, step > 0 ? "this is the last file" : "this is the first file")
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
    return fileChanged()
  }
}
