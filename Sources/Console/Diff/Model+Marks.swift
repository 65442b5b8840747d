import Git
import Rules
import Text

/// Marking what was read hunk by hunk.
extension Model {
  /// Marks the hunk that is read as reviewed and goes on to the next, or takes its mark away. A file whose hunks are all
  /// marked is marked.
  mutating func markHunk() -> [Effect] {
    guard let file = readFile, let hunks = readPlaces else { return [] }
    let rows = diff.sections[diff.cursor.section].body?.rows
    let hunk = rows?.hunk(at: diff.cursor.row - 1, diff.layout) ?? 0
    guard hunks.keys.indices.contains(hunk) else { return [] }
    let isMarked = !hunks.keys[hunk].allSatisfy(reviewed.contains)
    var effects = hunks.keys[hunk].flatMap { mark($0, isMarked) }
    let all = hunks.keys.joined()
    effects += mark(file.partKey, all.contains { reviewed.contains($0) })
    let isWhole = all.allSatisfy(reviewed.contains)
    let marksFile = isWhole != reviewed.contains(file.reviewKey) && (isWhole || !isMarked)
    if marksFile { effects += mark(file.reviewKey, isWhole) }
    files.setReviewed(reviewed)
    if marksFile { foldReviewed(diff.sections[diff.cursor.section].file) }
    if isWhole {
      if files.hidesReviewed { showStream() } else { moveFile(by: 1) }
      followReading()
    } else if isMarked {
      moveHunk(forward: true)
    }
    return effects
  }

  /// What the marks of the hunks are kept by that are read; nil where upstream's change isn't.
  private var readPlaces: ReviewedPlaces? {
    guard let file = readFile, readsHunks else { return nil }
    return diff.sections[diff.cursor.section].body?.places(of: file.upstreamPath)
  }

  /// Whether hunks of upstream's change are read.
  var readsHunks: Bool {
    guard diff.sections.indices.contains(diff.cursor.section) else { return false }
    let section = diff.sections[diff.cursor.section]
    return section.isOpen && section.lens == .upstream
      && section.body?.patch?.hunks.isEmpty == false
  }

  private mutating func mark(_ key: String, _ isMarked: Bool) -> [Effect] {
    guard reviewed.contains(key) != isMarked else { return [] }
    if isMarked { reviewed.insert(key) } else { reviewed.remove(key) }
    return [.setReviewed(key, isMarked)]
  }
}

extension FileChange {
  /// What it is kept by that hunks of this very change are marked.
  var partKey: String { "part \(reviewKey)" }
}
