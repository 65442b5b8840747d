import Git
import Rules
import Text

/// One thing that happened: a sync that landed, was proposed, was refused or failed.
package struct SyncEvent: Hashable, Sendable {
  /// What became of a sync.
  package enum Outcome: String, Sendable {
    case landed, offered, nothing, planned, refused, failed
  }

  /// A check as an event remembers it.
  package struct Check: Hashable, Codable, Sendable {
    /// The check's name.
    package var name: String
    /// How it ended.
    package var state: CheckResult.State
    /// How long it ran, within ``Bounded/longest``: a commit may claim anything.
    package var seconds: Double

    /// A check from its parts.
    package init(name: String, state: CheckResult.State, seconds: Double) {
      self.name = name
      self.state = state
      self.seconds = Bounded.seconds(seconds)
    }

    /// Reads a check as it was recorded.
    package init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      self.init(
        name: try values.decode(String.self, forKey: .name),
        state: try values.decode(CheckResult.State.self, forKey: .state),
        seconds: try values.decode(Double.self, forKey: .seconds))
    }
  }

  /// What names it: the sync commit's id for one that landed, else `local-N` of this clone.
  package var id: String
  /// The kind of sync.
  package var kind: SyncKind
  /// What became of it.
  package var outcome: Outcome
  /// When, in seconds since 1970.
  package var date: Int
  /// Who: `NAME <MAIL>`.
  package var by: String
  /// The pin before; nil where it isn't known.
  package var from: ObjectID?
  /// The pin after, or the candidate.
  package var to: ObjectID?
  /// The sync commit; nil where none landed.
  package var commit: ObjectID?
  /// Upstream commits that concerned the edge repo; nil where upstream can't tell any more.
  package var commits: Int?
  /// Synced files that changed; nil where a shallow clone can't tell.
  package var files: Int?
  /// Overrides that upstream changed.
  package var overrides: [RepoPath]
  /// Its checks.
  package var checks: [Check]
  /// Why: an emergency's or a recovery's reason, or what stood in the way.
  package var reason: String?
  /// The sync commit that it undid without edgesync, as `git revert` does; nil for any other.
  package var undoes: ObjectID?

  /// What people call it: its kind, or that it undid a sync.
  package var name: SafeText { undoes == nil ? SafeText(kind.rawValue) : "undo" }

  /// An event from its parts.
  package init(
    id: String, kind: SyncKind, outcome: Outcome, date: Int, by: String, from: ObjectID?,
    to: ObjectID?, commit: ObjectID? = nil, commits: Int? = nil, files: Int? = 0,
    overrides: [RepoPath] = [], checks: [Check] = [], reason: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.outcome = outcome
    self.date = date
    self.by = by
    self.from = from
    self.to = to
    self.commit = commit
    self.commits = commits
    self.files = files
    self.overrides = overrides
    self.checks = checks
    self.reason = reason
  }
}
