import Foundation
import Git
import Journal
import Landing
import Rules
import SystemPackage
import Text
import Upstream

/// Runs a command in each edge repo of a fleet, several at a time.
package struct FleetRunner: Sendable {
  /// What is run.
  package var task: FleetTask
  /// Further arguments of it.
  package var arguments: [String] = []
  /// Edge repos that are worked on at once.
  package var jobs: Int
  /// Seconds that it may take in one edge repo.
  package var deadline: Int
  /// How long a clone that another run is at work on is waited for, once all others are done.
  package var patience = Duration.seconds(60)
  private let cache: FleetCache
  private let program: FilePath
  private let git: GitCommand
  private let fetches = UpstreamFetches()
  private let clock: @Sendable () -> Int

  /// A run.
  ///
  /// - Parameters:
  ///   - program: The program that is run in each edge repo.
  ///   - clock: Seconds since 1970.
  package init(
    _ task: FleetTask, in cache: FleetCache, program: FilePath, jobs: Int, deadline: Int,
    clock: @escaping @Sendable () -> Int
  ) throws {
    (self.task, self.cache, self.program, self.jobs) = (task, cache, program, jobs)
    (self.deadline, self.clock) = (deadline, clock)
    git = try GitCommand(outside: [cache.folder])
  }

  /// Runs it in all of them, in their order; one that fails doesn't stop the others. An edge repo that another run
  /// is at work on is left for the end.
  ///
  /// - Parameter tell: Called with each outcome as soon as it is there, one at a time.
  /// - Returns: The worst exit status.
  package func run(
    _ edges: [FleetEdge], telling tell: (FleetOutcome) throws -> Void
  ) async throws -> Int32 {
    var worst: Int32 = 0
    var busy: [FleetEdge] = []
    for isLastTry in [false, true] {
      let round = isLastTry ? busy : edges
      let places = Dictionary(
        round.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      try await BoundedTasks.run(round, atOnce: jobs) { edge in
        try await outcome(of: edge, patience: isLastTry ? patience : .zero)
      } taking: { outcome in
        if !isLastTry, outcome.status == ExitStatus.locked.rawValue,
          let edge = places[outcome.edge]
        {
          busy.append(edge)
          return
        }
        if FleetOutcome.badness(of: outcome.status) > FleetOutcome.badness(of: worst) {
          worst = outcome.status
        }
        try tell(outcome)
      }
    }
    return worst
  }

  private func outcome(of edge: FleetEdge, patience: Duration) async throws -> FleetOutcome {
    let start = ContinuousClock.now
    func ended(_ status: Int32, _ output: [UInt8] = [], error: SafeText?) -> FleetOutcome {
      FleetOutcome(
        edge: edge.name, task: task, status: status,
        seconds: (ContinuousClock.now - start) / .seconds(1),
        result: FleetOutcome.document(output), error: error)
    }
    do {
      let ending = try await ending(of: edge, patience: patience)
      let error = ending.status == 0 ? nil : ending.reason
      return ended(ending.status, ending.output, error: error)
    } catch let error as any ActionableError {
      try Task.checkCancellation()
      return ended(error.exitStatus.rawValue, error: error.message)
    } catch is CancellationError {
      throw CancellationError()
    } catch {
      try Task.checkCancellation()
      return ended(ExitStatus.failed.rawValue, error: SafeText(String(describing: error)))
    }
  }

  private func ending(
    of edge: FleetEdge, patience: Duration
  ) async throws -> EdgesyncChild.Ending {
    let clone = try await EdgeClone(of: edge, in: cache, by: git)
    let lock = try await clone.lock(now: clock(), patience: patience)
    defer { withExtendedLifetime(lock) {} }
    try await clone.update(now: clock())
    try await bringUpstream(of: clone)
    let child = EdgesyncChild(
      program: program,
      arguments: [
        task.rawValue, "-C", clone.folder.string, "--json", "--deadline", "\(deadline)s",
      ] + arguments, variables: clone.shared.variables, folder: clone.folder)
    return try await child.run()
  }

  /// Brings the edge repo's upstream up to date; where that fails, a sync has failed, and is recorded as such.
  private func bringUpstream(of clone: EdgeClone) async throws {
    let upstream = try clone.open().upstream
    do {
      try await fetches.bring(upstream, by: git)
    } catch let error as any ActionableError where task == .daily {
      try? SyncSession.recordFailure(of: .daily, at: clone.folder, now: clock(), error.message)
      throw error
    }
  }
}
