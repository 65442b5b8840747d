import CGit2
import Foundation
import SystemPackage
import Text

/// Where a repository's HEAD is.
package enum Head: Hashable, Sendable {
  /// On a branch, by its full name, at a commit.
  case branch(String, ObjectID)
  /// On a branch that has no commit yet, by its full name.
  case unborn(String)
  /// On no branch, at a commit.
  case detached(ObjectID)

  /// The commit it stands at; nil before the first.
  package var commit: ObjectID? {
    switch self {
    case .branch(_, let id), .detached(let id): id
    case .unborn: nil
    }
  }

  /// The branch's short name for people, or what stands in its place.
  package var name: SafeText {
    switch self {
    case .branch(let name, _), .unborn(let name):
      SafeText(name.hasPrefix("refs/heads/") ? String(name.dropFirst(11)) : name)
    case .detached(let id): "detached at \(id.short)"
    }
  }
}

extension Repository {
  /// The object a ref leads to, by its full name; nil where there is no such ref.
  package func reference(_ name: String) throws(GitError) -> ObjectID? {
    if let references { return try references.id(of: name) }
    var oid = git_oid()
    let code = ReadRetry.call { git_reference_name_to_id(&oid, handle, name) }
    // What can't be the name of a ref names none.
    if code == GIT_ENOTFOUND.rawValue || code == GIT_EINVALIDSPEC.rawValue { return nil }
    try check(code, "read \(name)")
    return ObjectID(oid)
  }

  /// The full names of the refs in a folder of refs, which ends with a slash.
  package func references(in folder: String) throws(GitError) -> [String] {
    if let references { return try references.names(in: folder) }
    var iterator: OpaquePointer?
    let began = ReadRetry.call {
      git_reference_iterator_glob_new(&iterator, handle, folder + "*")
    }
    try check(began, "list \(folder)")
    defer { git_reference_iterator_free(iterator) }
    var names: [String] = []
    while true {
      var name: UnsafePointer<CChar>?
      let code = git_reference_next_name(&name, iterator)
      if code == GIT_ITEROVER.rawValue { return names }
      try check(code, "list \(folder)")
      if let name { names.append(String(cString: name)) }
    }
  }

  /// The commits that the refs in a folder of refs lead to, which ends with a slash; without those that lead to
  /// something else, or to what isn't here.
  package func commits(
    ofReferencesIn folder: String
  ) throws(GitError) -> [(name: String, id: ObjectID)] {
    var found: [(name: String, id: ObjectID)] = []
    func add(_ name: String, _ id: ObjectID?) throws(GitError) {
      guard isWanted() else { throw .unwanted }
      guard let id, let commit = try? peelToCommit(id, named: SafeText(name)) else { return }
      found.append((name, commit))
    }
    if let references {
      for (name, id) in try references.ids(in: folder) { try add(name, id) }
    } else {
      for name in try references(in: folder) { try add(name, try? reference(name)) }
    }
    return found
  }

  /// Where HEAD is.
  package func head() throws(GitError) -> Head {
    if let references { return try references.head() }
    switch try ReferenceFiles.content(of: "HEAD", in: gitFolder) {
    case .id(let id): return .detached(id)
    case .reference(let name):
      guard let id = try reference(name) else { return .unborn(name) }
      return .branch(name, id)
    case nil:
      // libgit2 says why it can't be read.
      try check(git_repository_head_detached(handle), "read HEAD")
      throw .malformed(object: "HEAD", reason: "it can't be read")
    }
  }

  /// Moves a ref from one object to another, or not at all.
  ///
  /// - Parameters:
  ///   - name: The full name.
  ///   - old: What it has to lead to now; nil where it must not exist yet.
  ///   - new: What it shall lead to.
  ///   - message: The reflog's line.
  ///   - who: Whose name the reflog carries.
  /// - Throws: ``GitError/refMoved(name:)`` where it leads elsewhere.
  package func moveReference(
    _ name: String, from old: ObjectID?, to new: ObjectID, message: String, by who: Signature
  ) throws(GitError) {
    // libgit2 signs the reflog with the configured user; an override says whose act this was.
    try check(
      git_repository_set_ident(handle, who.name, who.email), "name the author of the reflog")
    var newID = new.oid
    var reference: OpaquePointer?
    defer { git_reference_free(reference) }
    let code: Int32
    if let old {
      var oldID = old.oid
      code = LockRetry.call {
        git_reference_create_matching(&reference, handle, name, &newID, 1, &oldID, message)
      }
    } else {
      code = LockRetry.call {
        git_reference_create(&reference, handle, name, &newID, 0, message)
      }
    }
    if code == GIT_EMODIFIED.rawValue || code == GIT_EEXISTS.rawValue
      || code == GIT_ENOTFOUND.rawValue
    {
      throw .refMoved(name: SafeText(name))
    }
    try checkLocking(code, "move \(name)")
    removeLinkedLock(of: name)
    try syncFolders(of: name)
  }

  /// Points a ref at an object, wherever it led before.
  package func setReference(_ name: String, to id: ObjectID) throws(GitError) {
    var oid = id.oid
    var reference: OpaquePointer?
    defer { git_reference_free(reference) }
    try checkLocking(
      LockRetry.call { git_reference_create(&reference, handle, name, &oid, 1, nil) },
      "write \(name)")
    removeLinkedLock(of: name)
    try syncFolders(of: name)
  }

  /// Removes a ref's lock where it is one file with the ref: libgit2 puts a ref that no file held in its
  /// place by a link, and takes no notice where the lock can't be removed after it (`posix.c`, `p_rename`).
  private func removeLinkedLock(of reference: String) {
    let path = commonFolder.appending(RepoPath(reference))
    let lock = FilePath(path.string + ".lock")
    guard let left = FileStat(at: lock), let held = FileStat(at: path),
      left.inode == held.inode, left.device == held.device
    else { return }
    _ = lock.withPlatformString { unlink($0) }
  }

  /// Syncs the folders that lead to a ref: libgit2 syncs the innermost alone, which may be new itself.
  private func syncFolders(of reference: String) throws(GitError) {
    var folder = RepoPath(reference).parent
    while !folder.isRoot {
      try FileSync.syncFolder(commonFolder.appending(folder))
      folder = folder.parent
    }
  }

  /// Removes a ref; one that isn't there is no error.
  package func removeReference(_ name: String) throws(GitError) {
    // To remove what isn't there, libgit2 would still make its folders, for the lock.
    guard try reference(name) != nil else { return }
    let code = LockRetry.call { git_reference_remove(handle, name) }
    if code == GIT_ENOTFOUND.rawValue { return }
    try checkLocking(code, "remove \(name)")
  }

  /// What git is in the middle of, for people; nil where it is in the middle of nothing.
  package var operationInProgress: SafeText? {
    switch git_repository_state_t(rawValue: UInt32(max(0, git_repository_state(handle)))) {
    case GIT_REPOSITORY_STATE_NONE: nil
    case GIT_REPOSITORY_STATE_MERGE: "a merge"
    case GIT_REPOSITORY_STATE_REVERT, GIT_REPOSITORY_STATE_REVERT_SEQUENCE: "a revert"
    case GIT_REPOSITORY_STATE_CHERRYPICK, GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE: "a cherry-pick"
    case GIT_REPOSITORY_STATE_BISECT: "a bisect"
    case GIT_REPOSITORY_STATE_APPLY_MAILBOX: "git am"
    default: "a rebase"
    }
  }
}
