import Git
import Sync
import Text

/// The upstream commits since the pin, newest first, with the pin at their foot.
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
  /// The list's cursor; the row after the last commit is the pin.
  package var cursor = ListCursor()

  /// No commits yet.
  package init() {}

  /// Rows with the pin's.
  package var count: Int { rows.count + 1 }

  /// The commit under the cursor; nil where that is the pin.
  package var selected: Row? { cursor.index < rows.count ? rows[cursor.index] : nil }
}
