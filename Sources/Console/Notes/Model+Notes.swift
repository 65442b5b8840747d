import Git
import Journal
import Reports
import Rules
import Terminal
import Text

/// What was noted, and what a note would be about.
extension Model {
  /// Takes what is known of notes.
  mutating func take(_ message: NotesMessage) {
    switch message {
    case .known(let book): notes = book
    case .made(let note, let book):
      notes = book
      notice = Notice(.done, NoteReport.made(note, in: size.width - 4))
    }
  }

  /// Opens the dialog in which something is noted on what is under the cursor.
  mutating func openNote() {
    guard let subject = pointedSubject else { return }
    overlays.append(NoteDialog(on: subject, input: input(for: .note)))
  }

  /// What is under the cursor of the pane that has the keys, as a note would be about it; nil where there is nothing.
  var pointedSubject: Note.Subject? {
    switch focus {
    case .commits: pointed.map { .commit($0) }
    case .files: files.selected?.notedSubject
    case .diff: readLine.map { .file($0) } ?? readFile?.notedSubject
    case .validation: nil
    }
  }

  /// The line under the reading pane's cursor; nil on headings, and where upstream has no such line.
  private var readLine: NotedFile? {
    guard let file = readFile, let line = lineUnderCursor else { return nil }
    let section = diff.sections[diff.cursor.section]
    if let number = line.newNumber, let version = section.versions.new {
      return NotedFile(version, path: file.path, line: number)
    }
    guard let number = line.oldNumber, let version = section.versions.old else { return nil }
    switch section.lens {
    case .upstream:
      return NotedFile(
        version, path: file.oldPath ?? file.path, line: number, isRemoved: true)
    case .yours: return NotedFile(version, path: file.path, line: number)
    case .merge: return nil
    }
  }

  /// The notes on a line of a file's change.
  ///
  /// - Parameter sides: Of which versions.
  func notes(
    on line: FilePatch.Line, of section: DiffSection, _ sides: (old: Bool, new: Bool)
  ) -> [Note] {
    if notes.isEmpty { return [] }
    let versions = section.versions
    func on(_ version: FileVersion?, _ number: Int?) -> [Note] {
      guard let version, let number else { return [] }
      return notes.on(version).filter { $0.line == number }
    }
    let new = sides.new ? on(versions.new, line.newNumber) : []
    if versions.old == versions.new, line.oldNumber == line.newNumber, sides.new { return new }
    return new + (sides.old ? on(versions.old, line.oldNumber) : [])
  }

  /// The notes on a file as a whole.
  func notes(on file: FileChange) -> [Note] {
    if notes.isEmpty { return [] }
    let versions = file.change.versions
    // What the mode of changed alone is the same before and after.
    let old = versions.old == versions.new ? nil : versions.old
    return [versions.new, old].compactMap(\.self).flatMap { version in
      notes.on(version).filter { $0.line == nil }
    }
  }

  /// Whether something is noted on a file's versions, or on their lines.
  func hasNotes(on file: FileChange) -> Bool {
    if notes.isEmpty { return false }
    let versions = file.change.versions
    return [versions.old, versions.new].contains { version in
      version.map { !notes.on($0).isEmpty } ?? false
    }
  }

  /// The notes on what lies past the pin, and what else is to be done; in each, what is to do comes first.
  var listedNotes: (here: [Note], elsewhere: [Note]) {
    var known = Set(commits.all.map(\.id))
    if let pin = summary?.pin.id { known.insert(pin) }
    var versions: Set<FileVersion> = []
    for file in files.files {
      versions.formUnion([file.change.versions.old, file.change.versions.new].compactMap(\.self))
    }
    func isHere(_ note: Note) -> Bool {
      switch note.subject {
      case .commit(let id): known.contains(id)
      case .file(let file): versions.contains(file.version)
      }
    }
    return (notes.notes.filter(isHere), notes.open.filter { !isHere($0) })
  }

  /// Goes to what a note is about.
  mutating func go(to note: Note) -> [Effect] {
    switch note.subject {
    case .commit(let id): return go(toCommit: id)
    case .file(let file):
      let section = diff.sections.firstIndex { section in
        let versions = section.change.versions
        return versions.new == file.version || versions.old == file.version
      }
      guard let section else {
        notice = Notice(
          .warning, "that version of \(file.shownPath.text) isn't among the files shown here")
        return []
      }
      focus = .diff
      diff.jump(to: file, in: section)
      followReading()
      return []
    }
  }
}

extension Note {
  /// The line that it is about.
  fileprivate var line: Int? {
    if case .file(let file) = subject { file.line } else { nil }
  }
}

extension FileChange {
  /// The file as a note would be about it: what comes, or what goes away.
  fileprivate var notedSubject: Note.Subject? {
    if let version = change.versions.new { return .file(NotedFile(version, path: path)) }
    return change.versions.old.map { .file(NotedFile($0, path: path, isRemoved: true)) }
  }
}

extension TreeChange {
  /// The versions of its file before and after.
  fileprivate var versions: (old: FileVersion?, new: FileVersion?) {
    (
      old.map { FileVersion(upstreamPath: oldPath ?? path, blob: $0.id) },
      new.map { FileVersion(upstreamPath: path, blob: $0.id) }
    )
  }
}

extension DiffSection {
  /// The versions of upstream's that its older and its newer lines are of.
  fileprivate var versions: (old: FileVersion?, new: FileVersion?) {
    switch lens {
    case .upstream: change.versions
    case .yours: (change.versions.new, nil)
    // Its lines are of the edge repo's own file, or of none.
    case .merge: (nil, nil)
    }
  }
}

extension DiffStream {
  /// Goes to a file, or to a line of it as soon as the file is read.
  fileprivate mutating func jump(to file: NotedFile, in place: Int) {
    let isNew = sections[place].change.versions.new == file.version
    set(.upstream, of: place)
    setOpen(place, true)
    goal = nil
    jump(to: DiffPlace(place, file.line == nil ? 0 : 1))
    guard let line = file.line else { return }
    let (old, new) = isNew ? (nil, line) : (line, nil)
    guard let rows = sections[place].body?.rows else {
      goal = .number(old: old, new: new, in: sections[place].change)
      return
    }
    if let row = rows.row(old: old, new: new, layout) { jump(to: DiffPlace(place, row + 1)) }
  }
}
