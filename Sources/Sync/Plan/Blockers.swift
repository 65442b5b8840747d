import Git

/// Finds what stands where a sync would put a new file, in HEAD, the index or the work tree: at the path,
/// in the place of one of its folders, or below it.
struct Blockers {
  private let repository: Repository
  private let workTree: WorkTree
  private let head: ObjectID
  /// Paths that the sync itself removes; they are in nobody's way.
  private let leaving: Set<RepoPath>
  private var freeFolders: Set<RepoPath> = []

  init(_ repository: Repository, head: ObjectID, leaving: Set<RepoPath>) throws(GitError) {
    self.repository = repository
    self.head = head
    self.leaving = leaving
    workTree = try WorkTree(of: repository)
  }

  /// The first path that is in the way of a new file; nil where its place is free.
  mutating func blocker(of path: RepoPath) throws(GitError) -> RepoPath? {
    if let file = workTree.firstFile(on: path), !leaving.contains(file) { return file }
    if let blocker = try blocker(inPlaceOf: path.parent) { return blocker }
    if try repository.indexItem(at: path) != nil { return path }
    if let entry = try repository.indexPath(below: path, notAmong: leaving) { return entry }
    if let item = try repository.item(at: path, in: head) {
      guard item.mode == .folder else { return path }
      let files = try repository.files(of: item.id, at: path)
      if let file = files.first(where: { !leaving.contains($0.path) }) { return file.path }
    }
    return try workTree.files(below: path).first { !leaving.contains($0) }
  }

  /// A tracked file in the place of a folder, or of one that it lies in.
  private mutating func blocker(inPlaceOf folder: RepoPath) throws(GitError) -> RepoPath? {
    if folder.isRoot || freeFolders.contains(folder) { return nil }
    if !leaving.contains(folder) {
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
