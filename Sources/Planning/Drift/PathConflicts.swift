import Git

/// Finds what stands where a sync would put a new file, in HEAD, the index or the work tree: at the path,
/// in the place of one of its folders, or below it.
package struct PathConflicts {
  private let repository: Repository
  private let workTree: WorkTree
  private let head: ObjectID
  /// Paths that the sync itself removes; they are in nobody's way.
  private let leaving: Set<RepoPath>
  /// The same as the file system takes them.
  private let leavingKeys: Set<RepoPath>
  private let folding: CaseFolding
  private var freeFolders: Set<RepoPath> = []

  package init(_ repository: Repository, head: ObjectID, leaving: Set<RepoPath>) throws(GitError) {
    self.repository = repository
    self.head = head
    workTree = try WorkTree(of: repository)
    let folding = CaseFolding(workTree)
    self.folding = folding
    self.leaving = leaving
    leavingKeys = folding.isFolding ? Set(leaving.map(folding.key)) : leaving
  }

  /// The first path that is in the way of a new file; nil where its place is free.
  package mutating func blocker(of path: RepoPath) throws(GitError) -> RepoPath? {
    if let file = workTree.firstFile(on: path), !isLeaving(file) { return file }
    if let blocker = try blocker(inPlaceOf: path.parent) { return blocker }
    if try repository.indexItem(at: path) != nil { return path }
    if let entry = try repository.indexPath(below: path, notAmong: leaving) { return entry }
    if let item = try repository.item(at: path, in: head) {
      guard item.mode == .folder else { return path }
      let files = try repository.files(of: item.id, at: path)
      if let file = files.first(where: { !isLeaving($0.path) }) { return file.path }
    }
    return try workTree.files(below: path).first { !isLeaving($0) }
  }

  private func isLeaving(_ path: RepoPath) -> Bool { leavingKeys.contains(folding.key(path)) }

  /// A tracked file in the place of a folder, or of one that it lies in.
  private mutating func blocker(inPlaceOf folder: RepoPath) throws(GitError) -> RepoPath? {
    if folder.isRoot || freeFolders.contains(folder) { return nil }
    if !isLeaving(folder) {
      if try repository.indexItem(at: folder) != nil { return folder }
      if let item = try repository.item(at: folder, in: head), item.mode != .folder {
        return folder
      }
    }
    if let blocker = try blocker(inPlaceOf: folder.parent) { return blocker }
    freeFolders.insert(folder)
    return nil
  }
}
