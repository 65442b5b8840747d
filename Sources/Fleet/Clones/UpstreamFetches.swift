import Foundation
import Git
import Locks
import SystemPackage
import Text
import Upstream

/// Fetches each upstream once in a run, however many edge repos follow it.
package final class UpstreamFetches: Sendable {
  /// How long another run's fetch of the same upstream is waited for.
  private static let patience = Duration.seconds(600)

  private let running = Mutex<[String: Task<Void, any Error>]>([:])

  /// None yet.
  package init() {}

  /// Brings an upstream up to date, unless this run has; one that is read in place needs nothing.
  ///
  /// - Throws: What the fetch threw, for each edge repo that asks.
  func bring(_ upstream: Upstream, by git: GitCommand) async throws {
    guard upstream.isMirror else { return }
    let task = running.withLock { running in
      let key = upstream.folder.string
      let task = running[key] ?? Task { try await Self.fetch(upstream, git) }
      running[key] = task
      return task
    }
    try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }

  private static func fetch(_ upstream: Upstream, _ git: GitCommand) async throws {
    let end = ContinuousClock.now + patience
    while true {
      do {
        _ = try await Mirror(of: upstream, git: git).fetch(prompting: .never)
        return
      } catch let held as SyncLock.Held {
        guard ContinuousClock.now < end else { throw held }
      }
    }
  }
}
