import CGit2
import SystemPackage
import Text

/// What the index shall hold at a path.
package struct IndexUpdate: Hashable, Sendable {
  /// The path.
  package let path: RepoPath
  /// The entry; nil to remove it.
  package let item: TreeItem?
  /// Whether the work tree is to go without the file, as in a sparse checkout.
  package let skipsWorkTree: Bool

  /// An update from its parts.
  package init(path: RepoPath, item: TreeItem?, skipsWorkTree: Bool = false) {
    self.path = path
    self.item = item
    self.skipsWorkTree = skipsWorkTree
  }
}

extension Repository {
  /// The index, read once more where it isn't as it was.
  func sharedIndex() throws(GitError) -> OpaquePointer {
    var index: OpaquePointer?
    if readingAgain({ _ in git_repository_index(&index, handle) }) < 0 {
      throw indexFailure("open the index")
    }
    // The repository keeps the index alive; the reference taken here isn't needed.
    git_index_free(index)
    guard let index else {
      throw .library(operation: "open the index", code: -1, words: lastWords())
    }
    return index
  }

  /// The index as it is on disk now.
  func freshIndex() throws(GitError) -> OpaquePointer {
    let index = try sharedIndex()
    let code = readingAgain { git_index_read(index, $0 || isIndexUnread ? 1 : 0) }
    isIndexUnread = code < 0
    if code < 0 { throw indexFailure("read the index") }
    // Paths are bytes, whatever the file system and `core.ignoreCase` say: where one differs from another
    // only in case, both have their entries.
    let capabilities =
      git_index_caps(index) & ~Int32(bitPattern: UInt32(GIT_INDEX_CAPABILITY_IGNORE_CASE.rawValue))
    try check(git_index_set_caps(index, capabilities), "prepare the index")
    return index
  }

  /// Reads the index, and again where that fails: libgit2 asks for the size of the file by its name, then
  /// opens it by its name, so that of one which a git at work puts there in between it reads a part.
  ///
  /// - Parameter read: Reads it; told whether to do so even if the file is the one that was read last.
  private func readingAgain(_ read: (_ isForced: Bool) -> Int32) -> Int32 {
    var code = read(false)
    for _ in 0..<4 where code < 0 { code = read(true) }
    return code
  }

  /// Why libgit2 couldn't read the index.
  private func indexFailure(_ operation: SafeText) -> GitError {
    RepositoryForm.failure(
      ofIndex: gitFolder.entry("index"), of: location.text, operation, code: -1)
  }

  /// The entry that the index holds at a path; nil where there is none or a conflict.
  package func indexItem(at path: RepoPath) throws(GitError) -> TreeItem? {
    let index = try freshIndex()
    let entry = path.withCString { git_index_get_bypath(index, $0, 0) }
    guard let entry = entry?.pointee else { return nil }
    return TreeItem(mode: FileMode(canonical: entry.mode), id: ObjectID(entry.id))
  }

  /// Whether the index says that the work tree goes without a file, as in a sparse checkout.
  package func skipsWorkTree(at path: RepoPath) throws(GitError) -> Bool {
    let index = try freshIndex()
    let entry = path.withCString { git_index_get_bypath(index, $0, 0) }
    return entry?.pointee.skipsWorkTree ?? false
  }

  /// Whether a file's stat data is what the index has of it, from before the index was written.
  package func isAsIndexed(_ path: RepoPath) throws(GitError) -> Bool {
    try indexedStat(at: path) != nil
  }

  /// A file's stat data, where it is what the index has of it, from before the index was written.
  func indexedStat(at path: RepoPath) throws(GitError) -> FileStat? {
    let index = try freshIndex()
    guard let entry = path.withCString({ git_index_get_bypath(index, $0, 0) })?.pointee,
      let root = workFolder, let stat = FileStat(at: root.appending(path)),
      let file = git_index_path(index), let written = FileStat(at: FilePath(platformString: file))
    else { return nil }
    let indexed = (Int(entry.mtime.seconds), Int(entry.mtime.nanoseconds))
    let isOlder = indexed < (written.modified.seconds, written.modified.nanoseconds)
    return isOlder && entry.isSame(as: stat) ? stat : nil
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

  /// The first path that the index holds below a folder and that isn't among some; nil where there is
  /// none.
  package func indexPath(
    below folder: RepoPath, notAmong others: Set<RepoPath>
  ) throws(GitError) -> RepoPath? {
    let index = try freshIndex()
    let prefix = RepoPath(folder.bytes + [UInt8(ascii: "/")])
    var position = 0
    let code = prefix.withCString { git_index_find_prefix(&position, index, $0) }
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try check(code, "look for \(folder.text) in the index")
    while let path = git_index_get_byindex(index, position)?.pointee.path {
      let found = RepoPath(cString: path)
      guard found.isInside(folder) else { return nil }
      if !others.contains(found) { return found }
      position += 1
    }
    return nil
  }

  /// Writes some entries of the index and leaves every other as it is, in one rename, synced to disk.
  ///
  /// An entry takes its stat data from the work tree where that holds the very file, so that git needn't
  /// read it again. Where anything else stands there, the entry says nothing of it: with that file's stat
  /// data, git would take what a person has saved for unchanged.
  package func updateIndex(_ updates: [IndexUpdate]) throws(GitError) {
    let lock = try IndexLock(of: self)
    try update(lock, with: updates)
    try lock.commit()
  }

  /// Changes entries of the index under a lock that is held; it is the lock's to write them.
  package func update(_ lock: IndexLock, with updates: [IndexUpdate]) throws(GitError) {
    let workTree = workFolder == nil ? nil : try WorkTree(of: self)
    let index = lock.index
    try forgetRacyStats(in: index, path: lock.indexPath)
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
      if update.skipsWorkTree {
        entry.flags_extended = UInt16(GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue)
      } else if let stat = try workTree?.stat(of: item, at: update.path) {
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
  }

  /// Takes the size out of entries whose file git couldn't tell from a changed one once the index is newer.
  ///
  /// Most builds of git compare times in whole seconds, and read a file again where it is no older than
  /// the index (git's `racy-git`). Writing the index anew ends that, so that a file that was saved in the
  /// second in which it was added, at the same size, would pass for unchanged. libgit2 looks after
  /// nanoseconds only.
  private func forgetRacyStats(
    in index: OpaquePointer, path: FilePath
  ) throws(GitError) {
    guard let root = workFolder, let written = FileStat(at: path) else { return }
    var racy: [(path: RepoPath, entry: git_index_entry)] = []
    for position in 0..<git_index_entrycount(index) {
      guard let entry = git_index_get_byindex(index, position)?.pointee,
        git_index_entry_is_conflict([entry]) == 0, entry.file_size != 0,
        entry.mtime.seconds >= Int32(truncatingIfNeeded: written.modified.seconds),
        let name = entry.path
      else { continue }
      let path = RepoPath(cString: name)
      guard let stat = FileStat(at: root.appending(path)) else { continue }
      if !entry.isSame(as: stat) { racy.append((path, entry)) }
    }
    for (path, entry) in racy {
      var entry = entry
      entry.file_size = 0
      let code = path.withCString { name in
        entry.path = name
        return git_index_add(index, &entry)
      }
      try check(code, "put \(path.text) into the index")
    }
  }
}

extension git_index_entry {
  /// Whether a file's times are those that the entry has.
  func isSame(as stat: FileStat) -> Bool {
    stat.modified.nanoseconds == Int(mtime.nanoseconds)
      && stat.changed.nanoseconds == Int(ctime.nanoseconds)
      && stat.modified.seconds == Int(mtime.seconds)
      && stat.changed.seconds == Int(ctime.seconds)
  }

  /// Whether the work tree goes without the file.
  var skipsWorkTree: Bool {
    UInt32(flags_extended) & GIT_INDEX_ENTRY_SKIP_WORKTREE.rawValue != 0
  }

  /// Whether git was told to take the file for unchanged without looking.
  var isAssumedUnchanged: Bool { UInt32(flags) & GIT_INDEX_ENTRY_VALID.rawValue != 0 }
}
