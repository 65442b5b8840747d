import Git
import Text

extension ManifestError {
  /// The error with the way out that the edge repo's history has: what HEAD has is no help where it can't be read
  /// either.
  package func knowingHistory(of repository: Repository) -> ManifestError {
    switch self {
    case .noLock:
      return .noLock(in: OwnFile.lock.lastReadable(in: repository)?.name)
    case .unreadable(let file, let line, let reason):
      let ownFile = file.string == Lock.fileName ? OwnFile.lock : .manifest
      guard file.string == ownFile.name else { return self }
      let last = ownFile.lastReadable(in: repository)
      if last?.isHead == true { return self }
      return .unreadableInHead(file: file, line: line, reason: reason, last: last?.name)
    default: return self
    }
  }
}

extension OwnFile {
  /// Commits that are looked through at the most.
  private static let maximumSteps = 10_000

  /// The last commit of HEAD's first parents in which the file can be read, as git takes its name; nil where none
  /// is found.
  package func lastReadable(in repository: Repository) -> (name: SafeText, isHead: Bool)? {
    let head = (try? repository.head())?.commit
    var next = head
    var seen: Set<ObjectID> = []
    for _ in 0..<Self.maximumSteps {
      guard let id = next, let commit = try? repository.commit(id) else { return nil }
      if let item = try? repository.item(at: RepoPath(name), in: commit.tree),
        item.mode.isRegular, seen.insert(item.id).inserted,
        let bytes = try? read(item.id, in: repository), isReadable(bytes)
      {
        return id == head ? ("HEAD", true) : (id.short, false)
      }
      next = commit.parents.first
    }
    return nil
  }

  private func isReadable(_ bytes: [UInt8]) -> Bool {
    name == Lock.fileName
      ? (try? Lock(parsing: bytes)) != nil : (try? Manifest(parsing: bytes)) != nil
  }
}
