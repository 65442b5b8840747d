import Git

/// A folder of the edge repo's copy, held so that it can be compared with many upstream trees.
final class CopyTree {
  /// Its path from the place's folder.
  let path: RepoPath
  /// Files by name, without submodules.
  private(set) var files: [[UInt8]: TreeItem] = [:]
  /// Folders by name.
  private(set) var folders: [[UInt8]: CopyTree] = [:]
  /// Files in all.
  private(set) var count = 0
  /// The id that git would give it.
  private(set) var id = ObjectID.emptyTree

  /// A tree of some files, paths taken from the folder.
  init(_ files: [(path: RepoPath, item: TreeItem)]) throws(GitError) {
    path = .root
    for file in files where file.item.mode != .gitlink { insert(file.path.names[...], file.item) }
    try finish()
  }

  private init(at path: RepoPath) {
    self.path = path
  }

  private func insert(_ names: ArraySlice<ArraySlice<UInt8>>, _ item: TreeItem) {
    guard let first = names.first else { return }
    let name = Array(first)
    if names.count == 1 {
      files[name] = item
    } else {
      let folder = folders[name] ?? CopyTree(at: path.appending(name))
      folders[name] = folder
      folder.insert(names.dropFirst(), item)
    }
  }

  private func finish() throws(GitError) {
    var entries = files
    count = files.count
    for (name, folder) in folders {
      try folder.finish()
      count += folder.count
      entries[name] = TreeItem(mode: .folder, id: folder.id)
    }
    id = try Repository.hash(TreeEditor.bytes(of: entries), as: .tree)
  }

  /// Every file's path.
  var paths: [RepoPath] {
    files.keys.map { path.appending($0) } + folders.values.flatMap(\.paths)
  }
}
