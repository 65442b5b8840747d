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
    case .remembered(let key):
      guard key == files.key, let known = files.remembered[key] else { return [] }
      return show(known, for: key)
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
        for (file, counts) in counts { estimateHeight(of: file, counts) }
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
    let folder = files.selectedFolder
    files.show(changes, for: key)
    files.setReviewed(reviewed)
    let rows = files.rows
    let same = rows.firstIndex { row in
      switch row {
      case .heading: false
      case .folder(let group, let place):
        group == folder?.group && files.folder(place, of: group)?.path == folder?.path
      case .file(let index): changes[index].shownPath == previous
      }
    }
    let first = rows.firstIndex { row in
      if case .file = row { return true }
      return false
    }
    files.cursor.move(to: same ?? first ?? 0, count: rows.count)
    showStream()
    if same == nil || files.selectedIndex == nil { followList() } else { followReading() }
    followOverride()
    return []
  }

  /// Shows files in their folders or by their paths, with the cursor on the file it was on.
  mutating func toggleTree() {
    let row = files.cursor.index < files.rows.count ? files.rows[files.cursor.index] : nil
    var file = files.selectedIndex
    if case .folder(let group, let place) = row {
      file = files.files(in: place, of: group).first { _ in true }
    }
    splits.isTree.toggle()
    if let file {
      files.unfold(around: file)
      if let index = files.row(of: file) { files.cursor.move(to: index, count: files.rows.count) }
    } else if let row, let index = files.rows.firstIndex(of: row) {
      files.cursor.move(to: index, count: files.rows.count)
    }
    notice = Notice(
      .done, files.isTree ? "files stand in their folders" : "files stand by their paths")
  }

  /// Folds the group or the folder that the cursor is on or in, or shows its files again.
  mutating func fold() -> [Effect] {
    let rows = files.rows
    guard focus == .files, files.cursor.index < rows.count else { return [] }
    let row: FileList.Row =
      switch rows[files.cursor.index] {
      case .heading, .folder: rows[files.cursor.index]
      case .file(let file): files.folderRow(of: file) ?? .heading(files.files[file].group)
      }
    switch row {
    case .heading(let group): files.fold(group)
    case .folder(let group, let place): files.fold(place, of: group)
    case .file: break
    }
    files.cursor.move(to: files.rows.firstIndex(of: row) ?? 0, count: files.rows.count)
    return []
  }
}
