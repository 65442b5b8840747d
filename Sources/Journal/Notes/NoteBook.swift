import Git
import Text

/// Notes, in the order in which they are told, and by what they are about.
package struct NoteBook: Hashable, Sendable {
  /// The notes: what is still to do first, then the newest first.
  package let notes: [Note]
  private let onCommits: [ObjectID: [Note]]
  private let onFiles: [FileVersion: [Note]]
  private let byID: [ObjectID: Note]

  /// No notes.
  package init() { self.init([]) }

  /// A book of notes.
  package init(_ notes: some Sequence<Note>) {
    let sorted = notes.sorted { left, right in
      if left.isOpen != right.isOpen { return left.isOpen }
      return left.date != right.date ? left.date > right.date : left.id < right.id
    }
    self.notes = sorted
    var (onCommits, onFiles): ([ObjectID: [Note]], [FileVersion: [Note]]) = ([:], [:])
    for note in sorted {
      switch note.subject {
      case .commit(let id): onCommits[id, default: []].append(note)
      case .file(let file): onFiles[file.version, default: []].append(note)
      }
    }
    (self.onCommits, self.onFiles) = (onCommits, onFiles)
    byID = Dictionary(sorted.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Whether there are none.
  package var isEmpty: Bool { notes.isEmpty }

  /// What is still to be done.
  package var open: [Note] { notes.filter(\.isOpen) }

  /// The notes on a commit itself.
  package func on(_ commit: ObjectID) -> [Note] { onCommits[commit] ?? [] }

  /// The notes on a version of a file and on its lines.
  package func on(_ version: FileVersion) -> [Note] { onFiles[version] ?? [] }

  /// The notes about one thing and no part of it.
  package func on(_ subject: Note.Subject) -> [Note] {
    switch subject {
    case .commit(let id): on(id)
    case .file(let file):
      on(file.version).filter {
        if case .file(let noted) = $0.subject { noted.line == file.line } else { false }
      }
    }
  }

  /// The note of an id.
  package func note(_ id: ObjectID) -> Note? { byID[id] }

  /// The note whose id begins with some digits, four at least.
  package func note(beginning digits: String) throws(NoteError) -> Note {
    let found =
      digits.utf8.count < 4 ? [] : notes.filter { $0.id.hex.hasPrefix(digits.lowercased()) }
    guard let note = found.first else { throw .unknown("\(digits)") }
    guard found.count == 1 else { throw .ambiguous("\(digits)", found.map(\.id.short)) }
    return note
  }
}
