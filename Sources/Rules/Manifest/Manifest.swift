import Git
import Text

/// `edgesync.yml`: what is synced from where, what is checked, and how a sync lands.
package struct Manifest: Hashable, Sendable {
  /// The file's name, at the edge repo's root.
  package static let fileName = "edgesync.yml"
  /// The comment by which editors know the file's schema, at the place where the package installs it
  /// (github.com/redhat-developer/yaml-language-server, “Using inlined schema”).
  package static let editorLine =
    "# yaml-language-server: $schema=/usr/share/edgesync/schema/manifest.json"
  /// Where the changelog stands where the manifest doesn't say.
  package static let defaultChangelog: RepoPath = "docs/sync-changelog.md"

  /// How the edge repo holds upstream's files.
  package enum Mode: String, CaseIterable, Sendable {
    case selective, submodule
  }

  /// How a request for review is opened.
  package enum Forge: String, CaseIterable, Sendable {
    /// GitHub, by its command line program.
    case gh
    /// GitLab, by push options.
    case gitlab
    /// Gitea and Forgejo, by a push to `refs/for/`.
    case agit
  }

  /// What becomes of a daily sync whose checks failed.
  package enum FailedOffer: String, CaseIterable, Sendable {
    /// It is offered, marked as failing.
    case offer
    /// It isn't offered.
    case hold
  }

  /// Where upstream is.
  package var upstream: UpstreamAddress
  /// How the edge repo holds upstream's files.
  package var mode: Mode
  /// The submodule's path, in submodule mode; nil in selective mode.
  package var submodule: RepoPath?
  /// The mappings, in their order.
  package var mappings: [Mapping]
  /// Files that the edge repo owns, relative to its root.
  package var edge: PatternList
  /// Where the changelog stands.
  package var changelog: RepoPath
  /// The checks, in their order.
  package var checks: [CheckDefinition]
  /// How each kind of sync lands.
  package var landings: [SyncKind: Landing]
  /// How a request for review is opened; nil to tell by the remote.
  package var forge: Forge? = nil
  /// What becomes of a daily sync whose checks failed.
  package var failedOffer: FailedOffer = .offer
  /// What is told to whom.
  package var alerts: [AlertRule] = []
  /// Seconds after which upstream's work that nobody took makes a sync stale.
  package var stale = Self.defaultStale

  /// Seconds after which a sync is stale where the manifest doesn't say: a week, and a day to do it on.
  package static let defaultStale = 8 * 86_400

  /// A manifest from its parts.
  package init(
    upstream: UpstreamAddress, mode: Mode = .selective, submodule: RepoPath? = nil,
    mappings: [Mapping], edge: PatternList = PatternList([String]()),
    changelog: RepoPath = Manifest.defaultChangelog, checks: [CheckDefinition] = [],
    landings: [SyncKind: Landing] = [:]
  ) {
    self.upstream = upstream
    self.mode = mode
    self.submodule = submodule
    self.mappings = mappings
    self.edge = edge
    self.changelog = changelog
    self.checks = checks
    self.landings = landings
  }

  /// How a kind of sync lands: as the manifest says. Else a weekly sync is a commit, a daily one, which
  /// nobody looks at before, goes to a branch of its own, an emergency is pushed, and a recovery lands as
  /// a weekly sync does.
  package func landing(of kind: SyncKind) -> Landing {
    if let landing = landings[kind] { return landing }
    if kind == .recovery, let weekly = landings[.weekly] { return weekly }
    return Self.usualLanding(of: kind)
  }

  /// The kinds of sync whose landing the manifest can choose.
  static let landingKinds: [SyncKind] = [.weekly, .daily, .emergency]

  /// How a kind of sync lands where the manifest says nothing.
  static func usualLanding(of kind: SyncKind) -> Landing {
    switch kind {
    case .emergency: .push
    case .daily: .branch
    case .weekly, .recovery: .commit
    }
  }

  /// The declared checks that a kind of sync runs: an urgent one runs those that are marked for it.
  package func checks(for kind: SyncKind) -> [CheckDefinition] {
    kind.isUrgent ? checks.filter(\.runsInEmergency) : checks
  }

  /// Files that edgesync writes itself, and that no mapping may.
  package var ownFiles: [RepoPath] {
    [RepoPath(Self.fileName), RepoPath(Lock.fileName), changelog]
  }
}

/// The kinds of sync.
package enum SyncKind: String, CaseIterable, Sendable {
  case daily, weekly, emergency, recovery

  /// Whether who makes it has reviewed what it takes: a daily sync is made by nobody, and an emergency is
  /// reviewed afterwards.
  package var isReviewed: Bool { self == .weekly || self == .recovery }

  /// Whether it runs only the checks that are marked for an emergency.
  package var isUrgent: Bool { self == .emergency || self == .recovery }
}
