import Git
import Journal
import Planning
import Rules
import Text
import Upstream
import Watching

/// Reads where the edge repos of a fleet stand, in this process, several at a time.
package struct FleetReader: Sendable {
  private let cache: FleetCache
  private let git: GitCommand
  private let fetches = UpstreamFetches()
  private let jobs: Int
  private let isFetching: Bool
  private let clock: @Sendable () -> Int

  /// A reader of what the cache has.
  ///
  /// - Parameters:
  ///   - isFetching: Whether clones are brought up to date first; else only those are made that are missing.
  ///   - clock: Seconds since 1970.
  package init(
    in cache: FleetCache, jobs: Int, isFetching: Bool, clock: @escaping @Sendable () -> Int
  ) throws {
    (self.cache, self.jobs, self.isFetching, self.clock) = (cache, jobs, isFetching, clock)
    git = try GitCommand(outside: [cache.folder])
  }

  /// Reads them.
  ///
  /// - Parameter take: Called with each as soon as it is read.
  package func read(_ edges: [FleetEdge], taking take: (FleetRow) throws -> Void) async throws {
    try await BoundedTasks.run(edges, atOnce: jobs, { try await row(of: $0) }, taking: take)
  }

  /// How long a clone that a run is at work on is waited for before it is shown as it stands.
  private static let patience = Duration.seconds(2)

  private func row(of edge: FleetEdge) async throws -> FleetRow {
    var clone: EdgeClone?
    do {
      let found = try await EdgeClone(of: edge, in: cache, by: git)
      clone = found
      if isFetching || !found.isThere { try await bring(found) }
      let facts = try await facts(in: found)
      return FleetRow(edge, fetched: fetched(found), .read(facts))
    } catch let error as any ActionableError {
      try Task.checkCancellation()
      return FleetRow(
        edge, fetched: clone.flatMap(fetched),
        .unreadable(error.message, next: Self.next(after: error)))
    } catch {
      try Task.checkCancellation()
      return FleetRow(
        edge, fetched: clone.flatMap(fetched),
        .unreadable(SafeText(String(describing: error)), next: "edgesync status"))
    }
  }

  private func bring(_ clone: EdgeClone) async throws {
    let lock = try await clone.lock(now: clock(), patience: Self.patience)
    defer { withExtendedLifetime(lock) {} }
    try await clone.update(now: clock())
    try await fetches.bring(clone.open().upstream, by: git)
  }

  private func facts(in clone: EdgeClone) async throws -> FleetFacts {
    do {
      return try read(clone)
    } catch UpstreamError.neverFetched {
      try await fetches.bring(clone.open().upstream, by: git)
      return try read(clone)
    }
  }

  private func read(_ clone: EdgeClone) throws -> FleetFacts {
    let edge = try clone.open()
    let upstream = try edge.upstream.open()
    let database = try StateDatabase(in: edge.state)
    let now = clock()
    let status = try RepoStatus(of: edge, in: upstream, database: database)
    var facts = FleetFacts(
      status, of: edge.manifest, followUps: try database.notes().open.count, now: now)
    let limit = edge.manifest.stale
    if facts.isBehind, facts.age > limit {
      let lag = try Lag(
        from: status.pin.id, to: status.tip, edge.history(in: upstream, to: [status.tip]),
        landed: status.lastSync?.date, now: now)
      facts.isStale = lag.commits > 0 && lag.seconds > limit
    }
    return facts
  }

  /// When the older of clone and upstream was looked at.
  private func fetched(_ clone: EdgeClone) -> Int? {
    let upstream = (try? clone.open())?.upstream.lastFetch
    return [clone.lastFetch, upstream].compactMap(\.self).min()
  }

  private static func next(after error: any ActionableError) -> SafeText {
    switch error.exitStatus {
    case .unreachable, .locked: "edgesync fleet status --fetch"
    default: "edgesync status"
    }
  }
}
