import Git
import Rules
import Text
import Upstream

/// The upstream commits since the pin, newest first, with the pin at their foot, and below it what is pending: emergency
/// syncs that are owed a review, and overrides that upstream changed.
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
    /// Whether it is listed as upstream's tip only: like most merges it touches nothing that is taken, and yet has what
    /// no other commit alone has.
    package let isTipOnly: Bool
    /// How many files of each group it touches; nil until they are counted.
    package fileprivate(set) var counts: GroupCounts?

    /// Scalars of a text that are kept: no row has room for more, and each frame looks at all that there is.
    private static let most = 1000

    /// A row of a commit whose files aren't counted yet.
    package init(_ commit: Commit, isTipOnly: Bool = false) {
      self.isTipOnly = isTipOnly
      id = commit.id
      parent = commit.parents.first
      time = commit.committer.time
      author = SafeText(bytes: commit.author.name.utf8, limit: Self.most)
      subject = SafeText(bytes: commit.subject.utf8, limit: Self.most)
    }

    /// A row from its parts.
    package init(
      id: ObjectID, parent: ObjectID?, time: Int, author: SafeText, subject: SafeText,
      counts: GroupCounts?, isTipOnly: Bool = false
    ) {
      self.isTipOnly = isTipOnly
      self.id = id
      self.parent = parent
      self.time = time
      self.author = author
      self.subject = subject
      self.counts = counts
    }
  }

  /// The commits found so far, whichever are shown.
  package var all: [Row] = [] {
    didSet { layOut() }
  }
  /// Which of them were shown before the last filter; nil where all were.
  var earlierFiltering: CommitFiltering?
  /// Which of them are shown; nil where all are.
  var filtering: CommitFiltering? {
    didSet {
      // That something is asked shows nothing else.
      let isSame =
        filtering?.number == oldValue?.number && filtering?.revision == oldValue?.revision
      if !isSame { layOut() }
    }
  }
  /// Those that a filter takes; nil where there is none.
  private var taken: [Row]?
  /// Whether all have been found.
  package var isComplete = false
  /// Emergency syncs that are owed a review, the newest first.
  package var owed: [Lock.OwedReview] = []
  /// Overrides that are pending, below those.
  package var overrides: [RepoPath] = []
  /// The holds that commits fall under, as far as known.
  package var holds: [ObjectID: Lock.Hold] = [:]
  /// The tags that lead to them and to the pin, once they are read.
  package var tags: [ObjectID: CommitTags] = [:]
  /// The lines that they change, of those that were seen.
  package var lines = CommitLines()
  /// The list's cursor; the row after the last commit is the pin.
  package var cursor = ListCursor()

  /// No commits yet.
  package init() {}

  /// The commits that are shown.
  package var rows: [Row] { taken ?? all }

  /// Whether all have been found, and looked at where there is a filter.
  var isSearched: Bool {
    guard let filtering else { return isComplete }
    return isComplete && filtering.hasSeenAll(all)
  }

  /// Whether a commit is one of them, shown or not.
  func isListed(_ id: ObjectID) -> Bool { all.contains { $0.id == id } }

  /// What is to be asked of them now for the filter; nil where nothing is.
  mutating func nextQuestion() -> CommitsEffect? {
    guard var filtering, let question = filtering.question(among: all) else { return nil }
    self.filtering = filtering
    return question
  }

  private mutating func layOut() {
    guard let filtering else {
      if taken != nil { taken = nil }
      return
    }
    taken = all.filter { filtering.takes($0.id) }
  }

  /// Rows with the pin's and what is owed.
  package var count: Int { rows.count + 1 + owed.count + overrides.count }

  /// Takes other commits in the place of all; those that were there keep their counts until they are counted
  /// again, a moment later.
  package mutating func replace(with others: [Row]) {
    let counts = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0.counts) })
    var rows = others
    for index in rows.indices where rows[index].counts == nil {
      rows[index].counts = counts[rows[index].id] ?? nil
    }
    all = rows
  }

  /// Takes the counts of rows from a place on.
  package mutating func count(_ counts: [GroupCounts], from first: Int) {
    all.count(counts, from: first)
  }

  /// The commit under the cursor; nil where that is the pin, or below it.
  package var selected: Row? { cursor.index < rows.count ? rows[cursor.index] : nil }

  /// The owed review under the cursor.
  package var selectedOwed: Lock.OwedReview? {
    let index = cursor.index - rows.count - 1
    return owed.indices.contains(index) ? owed[index] : nil
  }

  /// Whether something pending is under the cursor.
  package var isPendingSelected: Bool { cursor.index > rows.count }

  /// The pending override under the cursor.
  package var selectedOverride: RepoPath? {
    let index = cursor.index - rows.count - 1 - owed.count
    return overrides.indices.contains(index) ? overrides[index] : nil
  }
}

extension [CommitList.Row] {
  /// How many of them touch what is taken: all but a tip that doesn't.
  var touchingCount: Int { count - (first?.isTipOnly == true ? 1 : 0) }

  /// Takes the counts of rows from a place on; those past the end are dropped.
  mutating func count(_ counts: [GroupCounts], from first: Int) {
    for place in (first..<first + counts.count).clamped(to: indices) {
      self[place].counts = counts[place - first]
    }
  }
}
