import Foundation
import GRDB
import Git
import Text

/// What was noted here.
extension StateDatabase {
  /// Notes that are read at the most.
  private static let maximumNotes = 20_000

  /// Keeps a note; one that is kept already stays as it is.
  package func add(_ note: Note) throws {
    var (commit, file): (String?, NotedFile?)
    switch note.subject {
    case .commit(let id): commit = id.hex
    case .file(let noted): file = noted
    }
    try write { database in
      try database.execute(
        sql: """
          INSERT INTO note (id, commitId, upstreamPath, path, blob, line, removed, text, author,
            date, followUp, owner, done) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          ON CONFLICT (id) DO NOTHING
          """,
        arguments: [
          note.id.hex, commit, file.map { Data($0.version.upstreamPath.bytes) },
          file?.path.map { Data($0.bytes) }, file?.version.blob.hex, file?.line,
          file?.isRemoved == true, note.text, note.author, note.date, note.isFollowUp, note.owner,
          note.doneDate,
        ])
    }
  }

  /// Says when a follow-up was done, in seconds since 1970; nil where it is to do again.
  package func setDone(_ id: ObjectID, at date: Int?) throws {
    try write { database in
      try database.execute(
        sql: "UPDATE note SET done = ? WHERE id = ? AND followUp", arguments: [date, id.hex])
    }
  }

  /// All notes that were kept here.
  package func notes() throws -> NoteBook {
    try read { database in
      NoteBook(
        try Row.fetchAll(
          database, sql: "SELECT * FROM note ORDER BY date DESC LIMIT ?",
          arguments: [Self.maximumNotes]
        ).compactMap(Note.init(reading:)))
    }
  }
}

extension Note {
  /// The note that a row tells; nil where it tells of nothing.
  fileprivate init?(reading row: Row) {
    guard let id = row.text("id").flatMap({ ObjectID(hex: $0) }), let text = row.text("text"),
      let author = row.text("author"), let subject = Subject(reading: row)
    else { return nil }
    let isFollowUp = row.count("followUp") == 1
    self.init(
      id: id, subject: subject, text: oneLine(text, limit: Self.maximumText),
      author: oneLine(author, limit: Self.maximumName), date: row.moment("date"),
      isFollowUp: isFollowUp,
      owner: row.text("owner").map { oneLine($0, limit: Self.maximumName) },
      doneDate: isFollowUp && row.count("done") != nil ? row.moment("done") : nil)
  }
}

extension Note.Subject {
  /// What a row's note is about; nil where it doesn't say.
  fileprivate init?(reading row: Row) {
    if let commit = row.text("commitId").flatMap({ ObjectID(hex: $0) }) {
      self = .commit(commit)
      return
    }
    let (upstreamPath, path) = (row.bytes("upstreamPath"), row.bytes("path"))
    guard !upstreamPath.isEmpty, let blob = row.text("blob").flatMap({ ObjectID(hex: $0) }) else {
      return nil
    }
    self = .file(
      NotedFile(
        FileVersion(upstreamPath: RepoPath(upstreamPath), blob: blob),
        path: path.isEmpty ? nil : RepoPath(path), line: row.count("line").map { max(1, $0) },
        isRemoved: row.count("removed") == 1))
  }
}
