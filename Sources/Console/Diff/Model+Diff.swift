import Git
import Rules
import Terminal
import Text

/// The reading pane, and what follows from where it is.
extension Model {
  /// Takes what is known of files' lines.
  mutating func take(_ message: DiffMessage) {
    switch message {
    case .found(let source, let body): diff.take(body, of: source)
    case .failed(let source, let reason): diff.take(DiffBody(note: reason), of: source)
    case .highlighted(let key, let text): take(text, of: key)
    case .moved(let moved): diff.moved = moved
    case .matched(let pattern, let found): take(found, of: pattern)
    case .blamed(let line, let origin, let commit): take(origin, commit, of: line)
    case .unblamed(let line, let reason): refuse(reason, of: line)
    }
  }

  /// Work that follows from what is read now, whatever led there.
  mutating func workAhead() -> [Effect] {
    readAhead() + highlightAhead() + findMoved() + searchLines() + matchAhead()
      + countLinesAhead()
  }

  /// Asks for the lines of what is seen and of what is near, where they aren't there or on their way.
  private mutating func readAhead() -> [Effect] {
    let wanted = diff.wanted(visible: size.height)
    return wanted.isEmpty ? [] : [.diff(.load(wanted))]
  }

  /// Asks which lines were moved, once it is known which files there are; what is seen is read before.
  private mutating func findMoved() -> [Effect] {
    guard diff.askedMoved.revision != diff.revision, files.isCurrent, files.hasRenames,
      diff.isRead(visible: size.height)
    else { return [] }
    diff.askedMoved.revision = diff.revision
    // Whether a block moved doesn't depend on which of the files are shown now.
    var seen = Set<TreeChange>(minimumCapacity: files.files.count)
    let sources = files.files.compactMap { file in
      file.group != .outside && seen.insert(file.change).inserted
        ? diff.source(of: file.change) : nil
    }
    if sources.isEmpty || sources == diff.askedMoved.sources { return [] }
    diff.askedMoved.sources = sources
    return [.diff(.findMoved(sources))]
  }

  /// Shows the list's files one below the other.
  mutating func showStream() {
    // Only the list: a closure that takes the model would copy all of it for each file.
    let (files, context) = (files, diff.settings.context)
    diff.show(
      files.order.map { index in
        DiffSection(
          file: index, change: files.files[index].change, isOpen: files.opens(index),
          estimate: files.counts[index].map {
            RowEstimate($0, of: files.files[index].change, context: context)
          } ?? RowEstimate(8))
      })
  }

  /// Folds files that turn out to be generated, except those that a person opened.
  mutating func foldGenerated(_ generated: Set<Int>) {
    for file in generated.sorted() {
      if let section = diff.section(ofFile: file) { diff.foldUnlessOpened(section) }
    }
  }

  /// Takes how many lines a file changes.
  mutating func estimateHeight(of file: Int, _ counts: LineCounts) {
    guard let section = diff.section(ofFile: file) else { return }
    let change = files.files[file].change
    diff.estimate(section, RowEstimate(counts, of: change, context: diff.settings.context))
  }

  // MARK: The list and the reading pane go together

  /// Brings the list's cursor to the file that is read.
  mutating func followReading() {
    guard diff.sections.indices.contains(diff.cursor.section) else { return }
    let file = diff.sections[diff.cursor.section].file
    guard file != files.selectedIndex else { return }
    if let row = files.row(of: file) { files.cursor.move(to: row, count: files.rows.count) }
  }

  /// Brings the reading pane to the file under the list's cursor; a group's heading and a folder lead to their first file.
  mutating func followList() {
    guard files.cursor.index < files.rows.count else { return }
    let section: Int? =
      switch files.rows[files.cursor.index] {
      case .file(let file): diff.section(ofFile: file)
      case .heading(let group):
        diff.sections.firstIndex { files.files[$0.file].group == group }
      case .folder(let group, let place):
        files.files(in: place, of: group).first { diff.section(ofFile: $0) != nil }
          .flatMap { diff.section(ofFile: $0) }
      }
    if let section, section != diff.cursor.section { diff.jump(to: DiffPlace(section, 1)) }
  }

  // MARK: Moves

  /// Goes to another hunk, in whichever file it is.
  mutating func moveHunk(forward: Bool) {
    if diff.jumpHunk(forward: forward) {
      followReading()
    } else {
      notice = Notice(.warning, forward ? "this is the last hunk" : "this is the first hunk")
    }
  }

  /// Goes to another file.
  mutating func moveFile(by step: Int) {
    let section = diff.cursor.section + step
    guard diff.sections.indices.contains(section) else {
      notice = Notice(.warning, step > 0 ? "this is the last file" : "this is the first file")
      return
    }
    diff.jump(to: DiffPlace(section, 1))
    followReading()
  }

  /// Opens the file that is read, or folds it to its heading.
  mutating func foldFile() {
    let section = diff.cursor.section
    guard diff.sections.indices.contains(section) else { return }
    diff.setOpen(section, !diff.sections[section].isOpen)
  }

  /// Folds a file that was marked as reviewed, or opens it again.
  mutating func foldReviewed(_ file: Int) {
    guard let section = diff.section(ofFile: file) else { return }
    diff.setOpen(section, files.opens(file), byHand: false)
  }

  /// Leaves out files that are reviewed, or shows them again.
  mutating func hideReviewed() {
    files.hideReviewed(!files.hidesReviewed)
    showStream()
    followReading()
    var text: SafeText = "reviewed files are shown again"
    if files.hidesReviewed {
      text =
        files.hiddenCount == 0
        ? "files are left out once they are reviewed"
        : "\(counted(files.hiddenCount, "reviewed file")) left out"
    }
    notice = Notice(.done, text)
  }

  /// Goes to the next file that isn't reviewed, around the end.
  mutating func goToUnreviewed() {
    let sections = diff.sections.indices
    let after = sections.filter { $0 > diff.cursor.section }
    let before = sections.filter { $0 <= diff.cursor.section }
    let next = (after + before).first { section in
      let file = diff.sections[section].file
      return files.files[file].group != .outside && !files.reviewed.contains(file)
    }
    guard let next else {
      notice = Notice(.done, "all files are reviewed")
      return
    }
    diff.jump(to: DiffPlace(next, 1))
    followReading()
  }

  /// Reads all changes anew, with other settings.
  mutating func setDiff(_ change: (inout DiffSettings) -> Void) {
    var settings = diff.settings
    change(&settings)
    guard settings != diff.settings else { return }
    diff.set(settings)
    for (file, counts) in files.counts.enumerated() {
      if let counts { estimateHeight(of: file, counts) }
    }
  }

  /// The line under the reading pane's cursor; nil where that isn't on one, and in columns of three versions.
  var lineUnderCursor: FilePatch.Line? {
    switch diff.row(at: diff.cursor) {
    case .line, .pair: diff.cursorLine
    case .three, .titles, .hunk, .note, nil: nil
    }
  }

  /// The line of the newer file that the cursor is on, for an editor to open at.
  var lineToEdit: Int? {
    diff.cursorLine.flatMap { $0.newNumber ?? $0.oldNumber }
  }

  /// The file that is read; nil where there is none.
  var readFile: FileChange? {
    guard diff.sections.indices.contains(diff.cursor.section) else { return nil }
    let file = diff.sections[diff.cursor.section].file
    return file < files.files.count ? files.files[file] : nil
  }
}
