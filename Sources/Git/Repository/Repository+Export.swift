import CGit2
import SystemPackage
import Text

extension Repository {
  /// Lays out a commit's files in a new folder that is a repository of its own.
  ///
  /// The folder's repository holds that one commit and nothing that leads back here: no alternates, no
  /// shared refs, no configuration, no hooks. HEAD is detached at the commit.
  ///
  /// - Parameters:
  ///   - commit: The commit.
  ///   - folder: An empty folder.
  package func export(_ commit: ObjectID, to folder: FilePath) throws(GitError) {
    let target = try Repository.create(at: folder, branch: "export")
    let tree = try commitTree(commit)
    let pack = try ObjectPack(for: target, from: self)
    try pack.add(copy: commit)
    var folders = [tree]
    var seen: Set<ObjectID> = [tree]
    while let id = folders.popLast() {
      try pack.add(copy: id)
      for entry in try self.tree(id) where seen.insert(entry.item.id).inserted {
        switch entry.item.mode {
        case .folder: folders.append(entry.item.id)
        case .gitlink: break
        default: try pack.add(copy: entry.item.id)
        }
      }
    }
    try pack.write()
    try FileSync.replaceFile(
      target.gitFolder.appending("shallow"), with: Array((commit.hex + "\n").utf8))
    try target.checkOut(commit)
  }

  /// Sets HEAD to a commit and writes its files into the empty work tree.
  private func checkOut(_ commit: ObjectID) throws(GitError) {
    try refreshObjects()
    var oid = commit.oid
    var object: OpaquePointer?
    try check(
      git_object_lookup(&object, handle, &oid, GIT_OBJECT_COMMIT), "read commit \(commit.short)")
    defer { git_object_free(object) }
    var options = git_checkout_options()
    try check(
      git_checkout_options_init(&options, UInt32(GIT_CHECKOUT_OPTIONS_VERSION)),
      "prepare a checkout")
    options.checkout_strategy = GIT_CHECKOUT_FORCE.rawValue
    try check(
      git_checkout_tree(handle, object, &options), "lay out the files of \(commit.short)")
    try check(git_repository_set_head_detached(handle, &oid), "set HEAD to \(commit.short)")
  }
}
