import CGit2
import Text

extension Repository {
  /// Where the index differs from a tree, at or below some paths.
  package func stagedChanges(
    against tree: ObjectID?, under paths: [RepoPath]
  ) throws(GitError) -> [WorkChange] {
    try stagedChanges(in: try freshIndex(), against: tree, under: paths)
  }

  /// Where an index differs from a tree, at or below some paths.
  func stagedChanges(
    in index: OpaquePointer, against tree: ObjectID?, under paths: [RepoPath]
  ) throws(GitError) -> [WorkChange] {
    var treeHandle: OpaquePointer?
    if let tree, tree != .emptyTree {
      var oid = tree.oid
      try check(git_tree_lookup(&treeHandle, handle, &oid), "read tree \(tree.short)")
    }
    defer { git_tree_free(treeHandle) }
    return try withDiffOptions(under: paths, flags: GIT_DIFF_INCLUDE_TYPECHANGE.rawValue) {
      (options) throws(GitError) in
      var diff: OpaquePointer?
      try check(
        git_diff_tree_to_index(&diff, handle, treeHandle, index, options),
        "compare the index with HEAD")
      defer { git_diff_free(diff) }
      return try workChanges(of: diff)
    }
  }

  /// Times that the work tree is compared: a file that is being saved, and shorter for a moment than it was when
  /// libgit2 began to hash it, is an error to libgit2.
  private static let comparisons = 5

  /// Where the work tree differs from the index, at or below some paths; files that git ignores are
  /// left out.
  ///
  /// A file whose stat data is the index's counts as unchanged. Others are hashed as git would, with
  /// its own line-end conversions but without running a filter.
  package func unstagedChanges(
    under paths: [RepoPath], untracked: Bool = true
  ) throws(GitError) -> [WorkChange] {
    var flags = GIT_DIFF_INCLUDE_TYPECHANGE.rawValue | GIT_DIFF_IGNORE_SUBMODULES.rawValue
    if untracked {
      flags |= GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
    }
    return try withDiffOptions(under: paths, flags: flags) { (options) throws(GitError) in
      let index = try freshIndex()
      var diff: OpaquePointer?
      let handle = try configured
      var code = git_diff_index_to_workdir(&diff, handle, index, options)
      for _ in 1..<Self.comparisons where code < 0 {
        LockRetry.pause()
        code = git_diff_index_to_workdir(&diff, handle, index, options)
      }
      try check(code, "compare the work tree with the index")
      defer { git_diff_free(diff) }
      return try lookingAtHidden(under: paths, workChanges(of: diff))
    }
  }

  /// Changes, with what git was told not to look at looked at all the same: a file that is marked
  /// `assume-unchanged` or `skip-worktree` may hold anything. One that a sparse checkout goes without is
  /// no change.
  private func lookingAtHidden(
    under paths: [RepoPath], _ changes: [WorkChange]
  ) throws(GitError) -> [WorkChange] {
    var hidden: [RepoPath: git_index_entry] = [:]
    let index = try freshIndex()
    for position in 0..<git_index_entrycount(index) {
      guard let entry = git_index_get_byindex(index, position)?.pointee,
        entry.skipsWorkTree || entry.isAssumedUnchanged, let name = entry.path
      else { continue }
      let path = RepoPath(cString: name)
      if paths.isEmpty || paths.contains(where: { path.isInside($0) }) { hidden[path] = entry }
    }
    if hidden.isEmpty { return changes }
    let workTree = try WorkTree(of: self)
    var all = changes.filter { hidden[$0.path] == nil }
    for (path, entry) in hidden {
      if entry.skipsWorkTree, workTree.firstFile(on: path) == nil { continue }
      let stored = TreeItem(mode: FileMode(canonical: entry.mode), id: ObjectID(entry.id))
      let present = try workTree.item(at: path)
      if workTree.same(present, stored) { continue }
      let kind: WorkChange.Kind =
        if let present {
          if present.id == stored.id { .modeChanged } else { .modified }
        } else { .deleted }
      all.append(WorkChange(path: path, kind: kind))
    }
    return all
  }

  /// Whether git ignores a path in the work tree.
  package func isIgnored(_ path: RepoPath) throws(GitError) -> Bool {
    var ignored: Int32 = 0
    let handle = try configured
    let code = path.withCString { git_ignore_path_is_ignored(&ignored, handle, $0) }
    try check(code, "read the ignore rules for \(path.text)")
    return ignored == 1
  }

  private func withDiffOptions<Result>(
    under paths: [RepoPath], flags: UInt32,
    _ body: (UnsafePointer<git_diff_options>) throws(GitError) -> Result
  ) throws(GitError) -> Result {
    var options = git_diff_options()
    try check(
      git_diff_options_init(&options, UInt32(GIT_DIFF_OPTIONS_VERSION)), "prepare a comparison")
    options.flags = flags | GIT_DIFF_DISABLE_PATHSPEC_MATCH.rawValue
    // Without paths, or with the root among them, everything is compared.
    if paths.isEmpty || paths.contains(where: \.isRoot) { return try body(&options) }
    var storage: [UnsafeMutablePointer<CChar>?] = []
    defer { for pointer in storage { pointer?.deallocate() } }
    for path in paths {
      let pointer = UnsafeMutablePointer<CChar>.allocate(capacity: path.bytes.count + 1)
      for (index, byte) in path.bytes.enumerated() { pointer[index] = CChar(bitPattern: byte) }
      pointer[path.bytes.count] = 0
      storage.append(pointer)
    }
    let base = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: storage.count)
    defer { base.deallocate() }
    base.initialize(from: storage, count: storage.count)
    options.pathspec = git_strarray(strings: base, count: storage.count)
    return try body(&options)
  }

  private func workChanges(of diff: OpaquePointer?) throws(GitError) -> [WorkChange] {
    var changes: [WorkChange] = []
    for index in 0..<git_diff_num_deltas(diff) {
      guard let delta = git_diff_get_delta(diff, index)?.pointee,
        let pointer = delta.new_file.path ?? delta.old_file.path
      else { continue }
      var path = RepoPath(cString: pointer)
      // libgit2 marks an untracked repository of its own with a slash.
      if path.bytes.last == UInt8(ascii: "/") { path = RepoPath(path.bytes.dropLast()) }
      let kind: WorkChange.Kind
      switch delta.status {
      case GIT_DELTA_ADDED: kind = .added
      case GIT_DELTA_DELETED: kind = .deleted
      case GIT_DELTA_UNTRACKED: kind = .untracked
      case GIT_DELTA_TYPECHANGE: kind = .typeChanged
      case GIT_DELTA_CONFLICTED: kind = .unmerged
      case GIT_DELTA_MODIFIED:
        kind = try isModeChange(delta, at: path) ? .modeChanged : .modified
      default: continue
      }
      changes.append(WorkChange(path: path, kind: kind))
    }
    return changes
  }

  /// Whether only the mode differs. Of a work tree's file with another mode, libgit2 doesn't look at the
  /// content.
  private func isModeChange(
    _ delta: git_diff_delta, at path: RepoPath
  ) throws(GitError) -> Bool {
    if delta.old_file.mode == delta.new_file.mode { return false }
    let old = ObjectID(delta.old_file.id)
    if delta.new_file.flags & GIT_DIFF_FLAG_VALID_ID.rawValue != 0 {
      return old == ObjectID(delta.new_file.id)
    }
    return try WorkTree(of: self).item(at: path)?.id == old
  }
}
