import Git
import Journal
import Rules
import Text
import Upstream

/// Where the edge repo stands: what `status` prints and the console's status screen shows.
package struct RepoStatus: Sendable {
  /// How far the pin is behind the branch's tip.
  package struct Behind: Hashable, Sendable {
    /// Commits that touch a synced file or an override.
    package var commits = 0
    /// Synced files that differ between pin and tip.
    package var synced = 0
    /// Overrides that differ between pin and tip.
    package var overrides = 0
    /// Files outside that differ between pin and tip.
    package var outside = 0
    /// What of upstream outside of every mapping isn't counted; nil where all is.
    package var unreadOutside: SafeText?

    /// Counts from their parts.
    package init(
      commits: Int = 0, synced: Int = 0, overrides: Int = 0, outside: Int = 0,
      unreadOutside: SafeText? = nil
    ) {
      (self.commits, self.synced, self.overrides) = (commits, synced, overrides)
      (self.outside, self.unreadOutside) = (outside, unreadOutside)
    }
  }

  /// A check's last runs here, newest first.
  package struct CheckTrend: Hashable, Sendable {
    /// A run of a check.
    package struct Run: Hashable, Sendable {
      /// How it ended.
      package let state: CheckResult.State
      /// How long it took.
      package let seconds: Double
      /// When it ran, in seconds since 1970.
      package let date: Int
    }

    /// The check's name.
    package let name: String
    /// Its runs, newest first.
    package let runs: [Run]
  }

  /// The lock's pin.
  package let pin: Lock.Pin
  /// Upstream's name and branch.
  package let upstream: SafeText
  /// The branch's tip.
  package let tip: ObjectID
  /// When edgesync's copy of upstream was last brought up to date, in seconds since 1970; nil where upstream is
  /// read in place.
  package let lastFetch: Int?
  /// How far behind the pin is.
  package let behind: Behind
  /// Mappings whose files aren't where the manifest has them at the tip.
  package let missingSources: [MissingSource]
  /// Whether the pin is no ancestor of the tip.
  package let isRewritten: Bool
  /// The sync that was undone, where that is how the pin came to be what it is.
  package let undone: UndoneSync?
  /// The sync that landed last; nil before the first.
  package let lastSync: SyncEvent?
  /// Where a shallow clone's history ends; nil where it is whole.
  package let cutOff: CutOff?
  /// What differs here from upstream at the pin.
  package let verification: Verification
  /// Overrides that upstream changed since a person last looked.
  package let owed: [Overrides.State]
  /// Emergency syncs that nobody has reviewed yet.
  package let owedReviews: [Lock.OwedReview]
  /// Commits that aren't to be taken.
  package let held: [Lock.Hold]
  /// The newest sync that failed or was refused; nil where none was since the last that landed.
  package let lastFailure: SyncEvent?
  /// How checks went here lately.
  package let checks: [CheckTrend]
  /// What benchmarks measured on this machine lately, in the order of the manifest's checks.
  package let benchmarks: [BenchmarkTrend]

  /// A figure's last values, oldest first.
  package struct BenchmarkTrend: Hashable, Sendable {
    /// The check that measures it.
    package let check: String
    /// What is measured.
    package let name: String
    /// Its unit.
    package let unit: String
    /// The values.
    package let values: [Double]
    /// What was measured for the syncs that landed last, oldest first; empty where none was measured here.
    package internal(set) var syncs: [BenchmarkPoint] = []

    /// The trend with what was measured of it for syncs.
    func over(_ history: BenchmarkHistory) -> BenchmarkTrend {
      var trend = self
      trend.syncs = history.series.first { $0.last.map(isOf) ?? false } ?? []
      return trend
    }

    private func isOf(_ point: BenchmarkPoint) -> Bool {
      point.check == check && point.figure.name == name && point.figure.unit == unit
    }
  }

  /// Runs of a benchmark that a trend looks back at.
  private static let measurementsLookedAt = 30
  /// Runs of checks that a trend looks back at.
  private static let runsLookedAt = 200

}

extension RepoStatus {
  /// Looks at everything.
  package init(of edge: EdgeRepo, in upstream: Repository, database: StateDatabase) throws {
    let pinned = try PinnedFiles(of: edge, in: upstream)
    let (events, cutOff) = try EventLog(edge).events(with: database)
    self.cutOff = cutOff
    tip = try edge.upstream.tip(in: upstream)
    pin = edge.lock.pin
    self.upstream = "\(edge.upstream.address.repositoryName) \(edge.upstream.address.branch)"
    lastFetch = edge.upstream.lastFetch
    let history = try edge.history(in: upstream, to: [tip])
    behind = try Behind(from: edge.lock.pin.id, to: tip, history)
    missingSources = try edge.missingSources(at: tip, in: upstream, history)
    isRewritten = try !upstream.isAncestor(edge.lock.pin.id, of: tip)
    let landed = events.first { $0.outcome == .landed }
    lastSync = landed?.countingCommits(upstream, history)
    undone = landed.flatMap { UndoneSync(by: $0, at: edge.lock) }
    lastFailure = events.prefix { $0.outcome != .landed }.first {
      $0.outcome == .failed || $0.outcome == .refused
    }
    verification = try Verifier(edge, upstream, pinned).verify()
    owed = try Overrides(
      of: edge.lock, edge.classifier, at: upstream.commitTree(edge.lock.pin.id), in: upstream,
      places: edge.places
    ).owed
    owedReviews = edge.lock.owed
    held = edge.lock.held
    checks = try Self.checkTrends(of: edge.manifest, in: database)
    let measured = try BenchmarkHistory(of: edge, events, in: database)
    benchmarks = try Self.benchmarkTrends(of: edge.manifest, in: database).map {
      $0.over(measured)
    }
  }

  /// How a manifest's checks went lately, in its order; those that never ran are left out.
  package static func checkTrends(
    of manifest: Manifest, in database: StateDatabase
  ) throws -> [CheckTrend] {
    var runs: [String: [CheckTrend.Run]] = [:]
    for run in try database.recentRuns(limit: runsLookedAt) {
      runs[run.name, default: []].append(
        CheckTrend.Run(state: run.state, seconds: run.seconds, date: run.date))
    }
    return manifest.checks.compactMap { check in
      runs[check.name].map { CheckTrend(name: check.name, runs: $0) }
    }
  }

  /// What a manifest's benchmarks measured on this machine lately, in its order.
  package static func benchmarkTrends(
    of manifest: Manifest, in database: StateDatabase
  ) throws -> [BenchmarkTrend] {
    let measuring = manifest.checks.filter { $0.benchmark != nil }
    let measured =
      measuring.isEmpty
      ? []
      : try database.measurements(on: Machine.identity, limit: measurementsLookedAt)
    return measuring.flatMap { check in
      let runs = measured.filter { $0.check == check.name }.map(\.figures)
      return (runs.last ?? []).map { figure in
        BenchmarkTrend(
          check: check.name, name: figure.name, unit: figure.unit,
          values: runs.compactMap {
            $0.first { $0.name == figure.name && $0.unit == figure.unit }?.value
          })
      }
    }
  }

  /// Seconds since the last sync landed; nil before the first, and where a shallow clone can't tell.
  package func age(now: Int) -> Int? { lastSync.map { max(0, now - $0.date) } }

  /// Whether the last sync landed longer ago than some seconds; nil where a shallow clone can't tell. What was
  /// never synced counts from the pin's own date.
  package func isOlder(than seconds: Int, now: Int) -> Bool? {
    if let age = age(now: now) { return age > seconds }
    // It landed after the pin was made, and no later than the oldest commit that is known to have it.
    let most = max(0, now - pin.date)
    guard let cutOff, most > seconds else { return most > seconds }
    return max(0, now - cutOff.date) > seconds ? true : nil
  }
}

extension RepoStatus.Behind {
  /// Counts what lies between two commits.
  package init(
    from pin: ObjectID, to tip: ObjectID, _ history: History
  ) throws {
    self.init()
    commits = try history.candidates(from: tip, notFrom: pin).count()
    let counts = GroupCounts(try history.files(from: pin, to: tip))
    synced = counts.synced
    overrides = counts.edge
    outside = counts.outside
    unreadOutside = history.unreadOutside
  }
}
