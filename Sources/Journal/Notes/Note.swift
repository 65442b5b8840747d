import Git
import Text

/// What a reviewer wrote down about a commit, a file or a line, and what is to be done about it.
package struct Note: Hashable, Sendable {
  /// What a note is about.
  package enum Subject: Hashable, Sendable {
    /// An upstream commit.
    case commit(ObjectID)
    /// A version of an upstream file, or a line of it.
    case file(NotedFile)

    /// What people call it: `9f3c2d1`, `services/api/app.py:12`.
    package var text: SafeText {
      switch self {
      case .commit(let id): id.short
      case .file(let file): file.place.text + (file.isRemoved ? " (removed)" : "")
      }
    }
  }

  /// Scalars of a text at the most.
  package static let maximumText = 1000
  /// Scalars of a name at the most.
  package static let maximumName = 100

  /// What names it: made from all of it that never changes, so that it is the same wherever it is kept.
  package let id: ObjectID
  /// What it is about.
  package let subject: Subject
  /// What it says, on one line, in any characters.
  package let text: String
  /// Who wrote it: a name.
  package let author: String
  /// When, in seconds since 1970.
  package let date: Int
  /// Whether something is to be done.
  package let isFollowUp: Bool
  /// Who is to do it; nil where nobody is named.
  package let owner: String?
  /// When it was done, in seconds since 1970; nil where it is still to do, or nothing is.
  package var doneDate: Int?

  /// Whether something is still to be done.
  package var isOpen: Bool { isFollowUp && doneDate == nil }

  /// A note that was kept.
  init(
    id: ObjectID, subject: Subject, text: String, author: String, date: Int, isFollowUp: Bool,
    owner: String?, doneDate: Int?
  ) {
    self.id = id
    self.subject = subject
    self.text = text
    self.author = author
    self.date = date
    self.isFollowUp = isFollowUp
    self.owner = owner
    self.doneDate = doneDate
  }

  /// A note as somebody wrote it at a moment, in seconds since 1970.
  package init(_ draft: Draft, by author: String, date: Int) throws(GitError) {
    let author = oneLine(author, limit: Self.maximumName)
    self.init(
      id: try Self.id(of: draft, author, date), subject: draft.subject, text: draft.text,
      author: author, date: date, isFollowUp: draft.isFollowUp, owner: draft.owner, doneDate: nil)
  }

  private static func id(
    of draft: Draft, _ author: String, _ date: Int
  ) throws(GitError) -> ObjectID {
    var fields: [[UInt8]] = []
    switch draft.subject {
    case .commit(let id): fields = [Array(id.hex.utf8)]
    case .file(let file):
      fields = [
        file.version.upstreamPath.bytes, Array(file.version.blob.hex.utf8),
        Array("\(file.line ?? 0) \(file.isRemoved)".utf8),
      ]
    }
    fields += [draft.text, author, "\(date)", "\(draft.isFollowUp)", draft.owner ?? ""].map {
      Array($0.utf8)
    }
    return try Repository.hash(Array(fields.joined(separator: [0])), as: .blob)
  }
}
