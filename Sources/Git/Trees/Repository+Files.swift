import Text

extension Repository {
  /// Every file of a tree with its path, in git's order; gitlinks count as files.
  ///
  /// - Parameters:
  ///   - tree: The tree's id.
  ///   - path: Where the tree stands; put before each path.
  ///   - limit: Files and folders at the most.
  /// - Throws: ``GitError/tooLarge(object:limit:)`` for more files, or folders too deep.
  package func files(
    of tree: ObjectID, at path: RepoPath = .root, limit: Int = Repository.maximumTreeEntries
  ) throws(GitError) -> [(path: RepoPath, item: TreeItem)] {
    var files: [(path: RepoPath, item: TreeItem)] = []
    var pending = [(path: path, id: tree, depth: 0)]
    var folders = 0
    while let folder = pending.popLast() {
      folders += 1
      guard folder.depth < Self.maximumTreeDepth else {
        throw .tooLarge(
          object: "the tree at \(path.text)",
          limit: "folders lie more than \(Self.maximumTreeDepth) deep")
      }
      try withObject(folder.id, .tree) { bytes throws(GitError) in
        var cursor = try TreeCursor(bytes)
        while !cursor.isAtEnd {
          let child = folder.path.appending(cursor.name)
          if cursor.mode == .folder {
            pending.append((child, cursor.id, folder.depth + 1))
          } else {
            guard files.count < limit else {
              throw .tooLarge(object: "the tree at \(path.text)", limit: "over \(limit) files")
            }
            files.append((child, cursor.item))
          }
          try cursor.advance()
        }
      }
      guard folders + pending.count <= limit else {
        throw .tooLarge(object: "the tree at \(path.text)", limit: "over \(limit) folders")
      }
    }
    return files.sorted { $0.path < $1.path }
  }
}
