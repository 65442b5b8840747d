import SystemPackage
import Text

extension Repository {
  /// Lays out a commit's files in a new folder that is a repository of its own.
  ///
  /// The folder's repository holds that one commit and nothing that leads back here: no alternates, no
  /// shared refs, no configuration, no hooks. HEAD is detached at the commit.
  ///
  /// git packs the objects, for it takes them over as they are compressed already, where libgit2 would
  /// compress each anew; it hashes each, and writes the files, however large they are. None of the user's filters
  /// runs.
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
      target.gitFolder.entry("shallow"), with: Array((commit.hex + "\n").utf8))
    try await git.run(
      target.quietly(
        ["checkout", "--quiet", "--force", "--detach", commit.hex], home: home))
  }

  /// Replaces files of a folder that was laid out by ``export(_:to:by:home:)``, in a commit of their own.
  ///
  /// - Parameters:
  ///   - files: What each path shall hold.
  ///   - source: Where that is read from.
  package func replace(
    _ files: [RepoPath: TreeItem], from source: Repository, by git: GitCommand, home: FilePath
  ) async throws {
    try refreshObjects()
    guard let present = try head().commit else { return }
    let pack = try ObjectPack(for: self, from: source)
    for item in files.values { try pack.add(copy: item.id) }
    let editor = TreeEditor(self) { (bytes) throws(GitError) in try pack.add(bytes, as: .tree) }
    let tree = try editor.edit(commitTree(present), files.mapValues { .some($0) })
    let who = "edgesync <> 0 +0000"
    let text = "tree \(tree.hex)\nauthor \(who)\ncommitter \(who)\n\nUpstream's files\n"
    let commit = try pack.add(Array(text.utf8), as: .commit)
    try pack.write()
    try await git.run(
      quietly(["checkout", "--quiet", "--force", "--detach", commit.hex], home: home))
  }

  /// A run of git's in a repository that goes with its folder, without anything of the user's: what is lost with the
  /// machine's power needn't be on its disk.
  private func quietly(_ arguments: [String], home: FilePath) -> GitInvocation {
    var run = GitInvocation(arguments, gitFolder: gitFolder, folder: location)
    run.settings = [("core.fsync", "none")]
    run.environment = ["HOME": home.string, "GIT_CONFIG_NOSYSTEM": "1"]
    run.isBare = true
    return run
  }

  /// Has git take objects over into another repository.
  ///
  /// It runs in that one, and borrows from here: git writes a pack among its own objects and moves it to where it
  /// shall be, which fails between file systems, as where `/tmp` is one.
  private func pack(
    _ ids: [ObjectID], into target: Repository, by git: GitCommand, home: FilePath
  ) async throws {
    let pack = target.gitFolder.entry("objects/pack/pack")
    var packing = target.quietly(["pack-objects", "-q", "--window=0", pack.string], home: home)
    packing.environment["GIT_ALTERNATE_OBJECT_DIRECTORIES"] =
      commonFolder.entry("objects").quotedForGit
    packing.input = ids.flatMap { Array($0.hex.utf8) + [0x0A] }
    let name = String(decoding: try await git.run(packing).prefix { $0 != 0x0A }, as: UTF8.self)
    // git hashes nothing that it only copies.
    try await git.run(target.quietly(["verify-pack", "\(pack.string)-\(name).idx"], home: home))
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
}
