import Git
import Rules
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
  /// The same, with its links.
  package let heading: Line
  /// What follows it, line by line, with its links.
  package let body: [Line]
  /// Whether the message goes on.
  package let isCut: Bool

  /// The text of a commit.
  ///
  /// - Parameter pages: Upstream's pages, where they are known.
  package init(_ commit: Commit, pages: UpstreamPages? = nil) {
    let body = commit.body.utf8
    (id, parents) = (commit.id, commit.parents)
    (author, committer) = (commit.author, commit.committer)
    subject = SafeText(bytes: commit.subject.utf8, limit: Self.limit)
    heading = LinkedText.line(subject, .heading, pages: pages)
    self.body = SafeText.lines(body.prefix(Self.limit)).map {
      LinkedText.line($0, pages: pages)
    }
    isCut = body.count > Self.limit
  }
}
