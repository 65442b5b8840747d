import CGit2
import SystemPackage
import Text

/// What the index shall hold at a path.
package struct IndexUpdate: Hashable, Sendable {
  /// The path.
  package let path: RepoPath
  /// The entry; nil to remove it.
  package let item: TreeItem?

  /// An update from its parts.
  package init(path: RepoPath, item: TreeItem?) {
    self.path = path
    self.item = item
  }
}

extension Repository {
  /// The index as it is on disk now.
  func freshIndex() throws(GitError) -> OpaquePointer {
    var index: OpaquePointer?
    try check(git_repository_index(&index, handle), "open the index")
    // The repository keeps the index alive; the reference taken here isn't needed.
    git_index_free(index)
    guard let index else {
      throw .library(operation: "open the index", code: -1, words: lastWords())
    }
    try check(git_index_read(index, 0), "read the index")
    return index
  }

  /// The entry that the index holds at a path; nil where there is none or a conflict.
  package func indexItem(at path: RepoPath) throws(GitError) -> TreeItem? {
    let index = try freshIndex()
    let entry = path.withCString { git_index_get_bypath(index, $0, 0) }
    guard let entry = entry?.pointee else { return nil }
    return TreeItem(mode: FileMode(canonical: entry.mode), id: ObjectID(entry.id))
  }

  /// Paths that a merge left in conflict.
  package func unmergedPaths() throws(GitError) -> [RepoPath] {
    let index = try freshIndex()
    guard git_index_has_conflicts(index) == 1 else { return [] }
    var paths: Set<RepoPath> = []
    for position in 0..<git_index_entrycount(index) {
      guard let entry = git_index_get_byindex(index, position),
        git_index_entry_is_conflict(entry) == 1, let path = entry.pointee.path
      else { continue }
      paths.insert(RepoPath(cString: path))
    }
    return paths.sorted()
  }

  /// Writes some entries of the index and leaves every other as it is, in one rename.
  ///
  /// An entry takes its stat data from the work tree, so that git needn't read the file again.
  package func updateIndex(_ updates: [IndexUpdate]) throws(GitError) {
    let index = try freshIndex()
    for update in updates where update.item == nil {
      let code = update.path.withCString { git_index_remove(index, $0, 0) }
      if code != GIT_ENOTFOUND.rawValue {
        try check(code, "take \(update.path.text) out of the index")
      }
    }
    for update in updates {
      guard let item = update.item else { continue }
      var entry = git_index_entry()
      entry.mode = item.mode.rawValue
      entry.id = item.id.oid
      if let stat = workFolder.flatMap({ FileStat(at: $0.appending(update.path)) }) {
        entry.ctime = git_index_time(
          seconds: Int32(truncatingIfNeeded: stat.changed.seconds),
          nanoseconds: UInt32(stat.changed.nanoseconds))
        entry.mtime = git_index_time(
          seconds: Int32(truncatingIfNeeded: stat.modified.seconds),
          nanoseconds: UInt32(stat.modified.nanoseconds))
        entry.dev = UInt32(truncatingIfNeeded: stat.device)
        entry.ino = UInt32(truncatingIfNeeded: stat.inode)
        entry.uid = stat.owner
        entry.gid = stat.group
        entry.file_size = UInt32(truncatingIfNeeded: stat.size)
      }
      let code = update.path.withCString { path in
        entry.path = path
        return git_index_add(index, &entry)
      }
      try check(code, "put \(update.path.text) into the index")
    }
    try check(git_index_write(index), "write the index")
  }
}
