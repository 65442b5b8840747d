import Git
import Rules
import Upstream

/// An edge repo by the manifest and the lock that are committed: who is told what, and by which command, is what the
/// repo's history says, not what lies in a work tree.
enum CommittedRepo {
  /// Reads it; nil where nothing is committed that could be read.
  ///
  /// - Throws: ``ManifestError`` where a file of it can't be understood.
  static func open(_ place: EdgeRepo.Place) throws -> EdgeRepo? {
    guard let head = try place.repository.head().commit else { return nil }
    let tree = try place.repository.commitTree(head)
    guard let manifest = try bytes(of: .manifest, in: tree, place.repository),
      let lock = try bytes(of: .lock, in: tree, place.repository)
    else { return nil }
    return EdgeRepo(
      place, manifest: try Manifest(parsing: manifest), lock: try Lock(parsing: lock))
  }

  private static func bytes(
    of file: OwnFile, in tree: ObjectID, _ repository: Repository
  ) throws -> [UInt8]? {
    guard let item = try repository.item(at: RepoPath(file.name), in: tree), item.mode.isRegular
    else { return nil }
    return try file.read(item.id, in: repository)
  }
}
