import Git
import Journal
import Planning
import Rules
import SystemPackage
import Text
import Upstream

/// What the header says of the edge repo, known as soon as it is opened.
package struct RepoSummary: Hashable, Sendable {
  /// The edge repo's name: its folder's.
  package let name: SafeText
  /// Upstream's name and branch.
  package let upstream: SafeText
  /// The edge repo's branch.
  package let branch: SafeText
  /// The pin.
  package let pin: Lock.Pin
  /// The declared checks.
  package let checks: [CheckDefinition]
  /// Whether upstream has to be fetched, rather than being read in place.
  package let isFetched: Bool
  /// Upstream's pages on its forge; nil where they aren't known.
  package let pages: UpstreamPages?
  /// Emergency syncs that nobody has reviewed yet, oldest first.
  package let owedReviews: [Lock.OwedReview]
  /// Whether checks may run code here that nobody has marked as reviewed, without asking.
  package var runsChecks: Bool

  /// A summary from its parts.
  package init(
    name: SafeText, upstream: SafeText, branch: SafeText, pin: Lock.Pin, checks: [CheckDefinition],
    isFetched: Bool, pages: UpstreamPages? = nil, owedReviews: [Lock.OwedReview] = [],
    runsChecks: Bool = false
  ) {
    self.runsChecks = runsChecks
    self.name = name
    self.upstream = upstream
    self.branch = branch
    self.pin = pin
    self.checks = checks
    self.isFetched = isFetched
    self.pages = pages
    self.owedReviews = owedReviews
  }
}

/// What the header says that takes longer to know.
package struct RepoPosition: Hashable, Sendable {
  /// Files that differ between pin and tip.
  package let behind: GroupCounts
  /// Synced files that differ here.
  package let drift: Int
  /// Files that are nobody's.
  package let strays: Int
  /// Overrides that upstream changed since a person last looked.
  package let owed: [RepoPath]
  /// Whether the pin is no ancestor of the tip.
  package let isRewritten: Bool
  /// The sync that landed last; nil before the first.
  package let lastSync: SyncEvent?

  /// A position from its parts.
  package init(
    behind: GroupCounts, drift: Int, strays: Int, owed: [RepoPath], isRewritten: Bool,
    lastSync: SyncEvent?
  ) {
    self.behind = behind
    self.drift = drift
    self.strays = strays
    self.owed = owed
    self.isRewritten = isRewritten
    self.lastSync = lastSync
  }
}

extension RepoSummary {
  /// The summary of an edge repo.
  package init(of edge: EdgeRepo, _ consents: Consents) throws {
    let address = edge.upstream.address
    self.init(
      name: edge.root.lastComponent.map { SafeText($0.string) } ?? edge.root.text,
      upstream: "\(address.repositoryName) \(address.branch)",
      branch: try edge.repository.head().name, pin: edge.lock.pin, checks: edge.manifest.checks,
      isFetched: edge.upstream.isMirror, pages: UpstreamPages(address), owedReviews: edge.lock.owed,
      runsChecks: try consents.isGiven(for: edge))
  }
}

extension RepoPosition {
  /// The position of an edge repo.
  ///
  /// The commits it is behind aren't counted here: the list of commits has them.
  ///
  /// - Parameter files: Tells the files that differ between two commits.
  package init(
    of edge: EdgeRepo, in upstream: Repository,
    files: (_ pin: ObjectID, _ tip: ObjectID) throws -> [FileChange]
  ) throws {
    let pin = edge.lock.pin.id
    let tip = try edge.upstream.tip(in: upstream)
    let verification = try Verifier(
      edge, upstream, PinnedFiles(of: edge, in: upstream)
    ).verify()
    // By these it is known where the mappings' files stand.
    let behind = GroupCounts(try files(pin, tip))
    let overrides = try Overrides(
      of: edge.lock, edge.classifier, at: upstream.commitTree(pin), in: upstream,
      places: edge.places)
    self.init(
      behind: behind,
      drift: verification.drift.count, strays: verification.strays.count,
      owed: overrides.owed.map(\.path), isRewritten: try !upstream.isAncestor(pin, of: tip),
      lastSync: try EventLog(edge).landed(limit: 1).first)
  }
}
