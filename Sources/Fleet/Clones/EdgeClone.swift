import Foundation
import Git
import Locks
import SystemPackage
import Text
import Upstream

/// An edge repo's own clone in the cache.
///
/// Nobody works in it but edgesync, under the clone's lock. It is made under another name and renamed, so that it is
/// whole or not there.
struct EdgeClone: Sendable {
  /// The edge repo.
  let edge: FleetEdge
  /// What it is cloned from.
  let origin: EdgeOrigin
  /// Its work tree.
  let folder: FilePath
  /// Where it finds its upstream.
  let shared: SharedUpstreams
  let git: GitCommand
  /// The cache's folder of clones, and its name there.
  let place: (folder: FilePath, name: String)

  /// Where an edge repo's clone is or would be; one for each place that it may come from.
  init(of edge: FleetEdge, in cache: FleetCache, by git: GitCommand) async throws {
    let origin = try await EdgeOrigin(of: edge, by: git, in: cache.folder)
    let name = "\(edge.name)-\(StableHash.text(origin.url))"
    self.edge = edge
    self.origin = origin
    self.git = git
    folder = cache.edges.appending(name)
    shared = cache.shared(from: origin.root)
    place = (cache.edges, name)
  }

  /// Whether it is there.
  var isThere: Bool { folder.withPlatformString { access($0, F_OK) } == 0 }

  /// When its origin was last looked at, in seconds since 1970; nil where it isn't there.
  var lastFetch: Int? { FileStat.modification(of: folder.entry(".git/FETCH_HEAD")) }

  /// Takes the clone's lock.
  ///
  /// - Parameter patience: How long another run is waited for.
  /// - Throws: ``EdgeCloneError/busy(_:holder:)``
  func lock(now: Int, patience: Duration) async throws -> SyncLock {
    let end = ContinuousClock.now + patience
    while true {
      do {
        return try SyncLock(
          in: place.folder, named: place.name + ".lock", purpose: "edgesync fleet", now: now)
      } catch let held as SyncLock.Held {
        guard ContinuousClock.now < end else {
          throw EdgeCloneError.busy(SafeText(edge.name), holder: held.why)
        }
        try await Task.sleep(for: .milliseconds(200))
      }
    }
  }

  /// The edge repo in it.
  func open() throws -> EdgeRepo { try EdgeRepo(at: folder, sharing: shared) }
}
