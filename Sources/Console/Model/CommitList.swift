import Git
import Sync
import Text

/// The upstream commits since the pin, newest first, with the pin at their foot, and below it the
/// emergency syncs that are owed a review.
package struct CommitList: Sendable {
  /// A commit as the list shows it.
  package struct Row: Hashable, Sendable {
    /// The commit.
    package let id: ObjectID
    /// Its first parent; nil for a root.
    package let parent: ObjectID?
    /// Its committer's time, in seconds since 1970.
    package let time: Int
    /// Who wrote it.
    package let author: SafeText
    /// What it says it does.
    package let subject: SafeText
    /// How many files of each group it touches.
    package let counts: GroupCounts

    /// A row of a described commit.
    package init(_ described: UpstreamCommit) {
      id = described.commit.id
      parent = described.commit.parents.first
      time = described.commit.committer.time
      author = SafeText(described.commit.author.name)
      subject = SafeText(described.commit.subject)
      counts = described.counts
    }

    /// A row from its parts.
    package init(
      id: ObjectID, parent: ObjectID?, time: Int, author: SafeText, subject: SafeText,
      counts: GroupCounts
    ) {
      self.id = id
      self.parent = parent
      self.time = time
      self.author = author
      self.subject = subject
      self.counts = counts
    }
  }

  /// The commits found so far.
  package var rows: [Row] = []
  /// Whether all have been found.
  package var isComplete = false
  /// Emergency syncs that are owed a review, the newest first.
  package var owed: [Lock.OwedReview] = []
  /// The holds that commits fall under, as far as known.
  package var holds: [ObjectID: Lock.Hold] = [:]
  /// The list's cursor; the row after the last commit is the pin.
  package var cursor = ListCursor()

  /// No commits yet.
  package init() {}

  /// Rows with the pin's and what is owed.
  package var count: Int { rows.count + 1 + owed.count }

  /// The commit under the cursor; nil where that is the pin, or below it.
  package var selected: Row? { cursor.index < rows.count ? rows[cursor.index] : nil }

  /// The owed review under the cursor.
  package var selectedOwed: Lock.OwedReview? {
    let index = cursor.index - rows.count - 1
    return owed.indices.contains(index) ? owed[index] : nil
  }
}
