import Git
import Text

/// A commit in its author's words, made safe once and not with each frame.
package struct CommitText: Sendable {
  /// Bytes of a message that are kept: nobody reads on from there.
  package static let limit = 65_536

  /// The commit.
  package let id: ObjectID
  /// Its parents, in order.
  package let parents: [ObjectID]
  /// Who wrote the change.
  package let author: Signature
  /// Who made the commit.
  package let committer: Signature
  /// The message's first paragraph.
  package let subject: SafeText
  /// What follows it, a text a line.
  package let body: [SafeText]
  /// Whether the message goes on.
  package let isCut: Bool

  /// The text of a commit.
  package init(_ commit: Commit) {
    let body = commit.body.utf8
    (id, parents) = (commit.id, commit.parents)
    (author, committer) = (commit.author, commit.committer)
    subject = SafeText(bytes: commit.subject.utf8, limit: Self.limit)
    self.body = SafeText.lines(body.prefix(Self.limit))
    isCut = body.count > Self.limit
  }
}
