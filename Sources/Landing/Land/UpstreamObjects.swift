import Git
import Rules
import Text

/// Where Git LFS finds the objects of what upstream has: upstream itself, as HEAD's lock names it.
final class UpstreamObjects {
  private let repository: Repository
  /// Looked for once, and only where a file needs it.
  private lazy var found = Result { try find() }

  /// The objects of an edge repo's upstream.
  init(of repository: Repository) {
    self.repository = repository
  }

  /// What git takes for upstream, from anywhere in the edge repo; nil where HEAD has no lock that can be read.
  var place: SafeText? { get throws { try found.get() } }

  private func find() throws -> SafeText? {
    guard let head = try repository.head().commit, let root = repository.workFolder,
      let item = try repository.item(
        at: RepoPath(Lock.fileName), in: repository.commitTree(head)),
      item.mode.isRegular,
      let lock = try? Lock(parsing: OwnFile.lock.read(item.id, in: repository))
    else { return nil }
    return lock.upstream.localFolder(from: root).map(\.text) ?? lock.upstream.shown
  }
}
