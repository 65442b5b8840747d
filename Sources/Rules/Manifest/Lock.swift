import Git
import Text

/// `edgesync.lock`: where the edge repo stands, written by edgesync and committed.
package struct Lock: Hashable, Sendable {
  /// The file's name, at the edge repo's root.
  package static let fileName = "edgesync.lock"
  /// Bytes of a lock that is read at the most: tens of thousands of overrides.
  static let maximumBytes = 1 << 23

  /// The upstream commit that the synced files stand at.
  package struct Pin: Hashable, Sendable {
    /// The commit.
    package let id: ObjectID
    /// Its committer's time, in seconds since 1970.
    package let date: Int
    /// Its subject, cut where it is very long.
    package let subject: String

    /// Scalars of a subject that a lock keeps: it is there for people, and upstream may write a
    /// megabyte.
    static let maximumSubject = 500

    /// A pin from its parts.
    package init(id: ObjectID, date: Int, subject: String) {
      self.id = id
      self.date = date
      self.subject = subject.cut(to: Self.maximumSubject)
    }
  }

  /// What a mapping's synced files are at the pin.
  package struct MappingState: Hashable, Sendable {
    /// The mapping's name.
    package let name: String
    /// The tree that holds exactly its synced files, as laid out below `to`.
    package let tree: ObjectID
    /// How many files that is.
    package let files: Int

    /// Whether nothing of the mapping has been brought in yet: a repo that was adopted without a copy.
    package var isNotYetSynced: Bool { tree == .emptyTree && files == 0 }

    /// The state of a mapping of which nothing has been brought in yet.
    package init(notYetSynced name: String) {
      self.init(name: name, tree: .emptyTree, files: 0)
    }

    /// A state from its parts.
    package init(name: String, tree: ObjectID, files: Int) {
      self.name = name
      self.tree = tree
      self.files = files
    }
  }

  /// What of an override a person has seen.
  package struct OverrideState: Hashable, Sendable {
    /// The edge-specific file.
    package let path: RepoPath
    /// Upstream's blob that was last carried over or set aside; nil where it had none.
    package let seen: ObjectID?

    /// A state from its parts.
    package init(path: RepoPath, seen: ObjectID?) {
      self.path = path
      self.seen = seen
    }
  }

  /// Scalars of a reason that a lock keeps.
  package static let maximumReason = 1000

  /// A commit that isn't to be taken, nor what descends from it.
  package struct Hold: Hashable, Sendable {
    /// The commit.
    package let id: ObjectID
    /// Why.
    package let reason: String
    /// Who said so: `NAME <MAIL>`.
    package let by: String
    /// When, in seconds since 1970.
    package let date: Int
    /// A commit that fixes it, from which on it counts no more.
    package let fixedBy: ObjectID?

    /// A hold from its parts.
    package init(id: ObjectID, reason: String, by: String, date: Int, fixedBy: ObjectID? = nil) {
      self.id = id
      self.reason = reason
      self.by = by
      self.date = date
      self.fixedBy = fixedBy
    }
  }

  /// An emergency sync that nobody has reviewed yet.
  package struct OwedReview: Hashable, Sendable {
    /// The pin before it.
    package let from: ObjectID
    /// The pin that it took.
    package let to: ObjectID
    /// Why it was made.
    package let reason: String
    /// Who made it: `NAME <MAIL>`.
    package let by: String
    /// When, in seconds since 1970.
    package let date: Int

    /// An owed review from its parts.
    package init(from: ObjectID, to: ObjectID, reason: String, by: String, date: Int) {
      self.from = from
      self.to = to
      self.reason = reason
      self.by = by
      self.date = date
    }
  }

  /// Where upstream was when the pin was taken.
  package var upstream: UpstreamAddress
  /// The pin.
  package var pin: Pin
  /// The mappings' states, in the manifest's order.
  package var mappings: [MappingState]
  /// The overrides, sorted by path.
  package var overrides: [OverrideState]
  /// The holds, oldest first.
  package var held: [Hold]
  /// Emergency syncs that are owed a review, oldest first.
  package var owed: [OwedReview]

  /// A lock from its parts.
  package init(
    upstream: UpstreamAddress, pin: Pin, mappings: [MappingState],
    overrides: [OverrideState] = [], held: [Hold] = [], owed: [OwedReview] = []
  ) {
    self.upstream = upstream
    self.pin = pin
    self.mappings = mappings
    self.overrides = overrides
    self.held = held
    self.owed = owed
  }
}
