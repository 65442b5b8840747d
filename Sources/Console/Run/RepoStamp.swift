import Git
import Rules
import SystemPackage
import Upstream

/// What everything on the screen depends on: where HEAD and upstream's branch are, the manifest and the
/// lock.
struct RepoStamp: Equatable {
  private let head: ObjectID?
  private let tip: ObjectID?
  private let manifest: [UInt8]?
  private let lock: [UInt8]?

  /// Takes the stamp of an edge repo as it is at this moment.
  init(_ edge: EdgeRepo) throws {
    head = try edge.repository.head().commit
    tip = try? edge.upstream.tip(in: edge.upstream.open())
    manifest = try OwnFile.manifest.read(below: edge.root)
    lock = try OwnFile.lock.read(below: edge.root)
  }
}
