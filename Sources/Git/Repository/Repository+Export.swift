import CGit2
import SystemPackage
import Text

extension Repository {
  /// Lays out a commit's files in a new folder that is a repository of its own.
  ///
  /// The folder's repository holds that one commit and nothing that leads back here: no alternates, no
  /// shared refs, no configuration, no hooks. HEAD is detached at the commit.
  ///
  /// git packs the objects, for it takes them over as they are compressed already, where libgit2 would
  /// compress and hash each anew. They are hashed once, as the files are written.
  ///
  /// - Parameters:
  ///   - commit: The commit.
  ///   - folder: An empty folder.
  ///   - git: The command that packs.
  ///   - home: What it gets as `HOME`.
  /// - Throws: ``GitError``, and `CancellationError`.
  package func export(
    _ commit: ObjectID, to folder: FilePath, by git: GitCommand, home: FilePath
  ) async throws {
    let target = try Repository.create(at: folder, branch: "export")
    let ids = try objects(of: commit)
    if layout == nil {
      try await pack(ids, into: target, by: git, home: home)
    } else {
      // git would read the configuration of a repository that somebody else made, and hash nothing.
      let pack = try ObjectPack(for: target, from: self)
      for id in ids { try pack.add(copy: id) }
      try pack.write()
    }
    try FileSync.replaceFile(
      target.gitFolder.appending("shallow"), with: Array((commit.hex + "\n").utf8))
    try target.checkOut(commit)
  }

  /// Has git take objects over into another repository.
  private func pack(
    _ ids: [ObjectID], into target: Repository, by git: GitCommand, home: FilePath
  ) async throws {
    let pack = target.gitFolder.appending("objects/pack/pack")
    var packing = GitInvocation(
      ["pack-objects", "-q", "--window=0", pack.string], gitFolder: gitFolder,
      folder: target.location)
    // What is lost with the machine's power needn't be on its disk.
    packing.settings = [("core.fsync", "none")]
    packing.environment = ["HOME": home.string]
    packing.isBare = true
    packing.input = ids.flatMap { Array($0.hex.utf8) + [0x0A] }
    try await git.run(packing)
  }

  /// A commit, and all that its tree holds.
  private func objects(of commit: ObjectID) throws(GitError) -> [ObjectID] {
    let tree = try commitTree(commit)
    var ids = [commit, tree]
    var folders = [tree]
    var seen: Set<ObjectID> = [tree]
    while let id = folders.popLast() {
      for entry in try self.tree(id) where seen.insert(entry.item.id).inserted {
        let item = entry.item
        if item.mode == .gitlink { continue }
        guard contains(item.id) else { throw missing("object", item.id) }
        ids.append(item.id)
        if item.mode == .folder { folders.append(item.id) }
      }
    }
    return ids
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
