import Git
import Planning
import Rules
import Text
import Upstream

/// What a forced recovery replaces and HEAD doesn't have, or a merge into a file of the edge repo's own, kept by refs so
/// that nothing is lost.
package struct Rescue: Sendable {
  /// A version of files that is kept.
  package struct Kept: Hashable, Sendable {
    /// The ref that keeps it.
    package let reference: String
    /// The paths it holds, sorted.
    package let paths: [RepoPath]
    /// Whether it is what the index held, and not the work tree.
    package let isStaged: Bool
    /// The submodule whose repository keeps it; nil for the edge repo's own.
    package let submodule: RepoPath?

    /// What it is, for people.
    package var what: SafeText {
      if paths.isEmpty { return "the commit that was checked out" }
      let place: SafeText = isStaged ? "staged changes" : "replaced files"
      return place + " (\(counted(paths.count, "file")))"
    }
  }

  /// The versions that are kept.
  package let kept: [Kept]

  /// The command that puts a version's files back into the work tree.
  package static func command(for kept: Kept) -> SafeText {
    let place = kept.submodule.map { " -C \(word: $0)" as SafeText } ?? ""
    if kept.paths.isEmpty { return "git\(place) checkout --detach \(kept.reference)" }
    return "git\(place) restore --overlay --worktree --source=\(kept.reference) -- :/"
  }

  /// Keeps what the drifted steps of a plan replace; nil where HEAD has all of it.
  ///
  /// Files of the work tree are kept with the bytes they have there, whatever attributes say. Objects
  /// are on disk before the refs that keep them.
  ///
  /// - Throws: ``LandError/changedMeanwhile(_:)`` where a file isn't what the plan found.
  init?(
    of steps: [Plan.Step], in edge: EdgeRepo, base: ObjectID, by who: Signature
  ) throws {
    var kept = try Self.keep(steps, in: edge.repository, base: base, by: who)
    for step in steps where step.drifted?.workTree?.mode == .gitlink {
      kept += try Self.keepSubmodule(step, in: edge, by: who)
    }
    if kept.isEmpty { return nil }
    self.kept = kept
  }

  /// Keeps what was checked out in a submodule, and what was changed there, in its own repository.
  private static func keepSubmodule(
    _ step: Plan.Step, in edge: EdgeRepo, by who: Signature
  ) throws -> [Kept] {
    guard case .repository(let submodule) = try edge.repository.submoduleCheckout(at: step.path),
      let head = try submodule.head().commit
    else { return [] }
    guard head == step.drifted?.workTree?.id else { throw LandError.changedMeanwhile([step.path]) }
    try StaleGitLocks(submodule, state: edge.state).removeOwn()
    var kept: [Kept] = []
    if head != step.new?.id, head != edge.lock.pin.id {
      let reference = WorkTree.rescueReferences + head.hex
      try submodule.setReference(reference, to: head)
      kept.append(Kept(reference: reference, paths: [], isStaged: false, submodule: step.path))
    }
    let steps = try SubmoduleVerifier.driftedSteps(in: submodule)
    return kept
      + (try keep(steps, in: submodule, base: head, by: who, submodule: step.path))
  }

  /// Keeps what some drifted steps replace in a repository.
  private static func keep(
    _ steps: [Plan.Step], in repository: Repository, base: ObjectID, by who: Signature,
    submodule: RepoPath? = nil
  ) throws -> [Kept] {
    let tree = try WorkTree(of: repository)
    var pack = try ObjectPack(for: repository, from: nil)
    defer { withExtendedLifetime(pack) {} }
    var working: [RepoPath: TreeItem?] = [:]
    var staged: [RepoPath: TreeItem?] = [:]
    for step in steps {
      guard let drifted = step.drifted else { continue }
      if let item = drifted.workTree, item != step.old, item.mode != .gitlink {
        guard let id = try tree.keep(item, at: step.path, in: pack) else {
          throw LandError.changedMeanwhile([step.path])
        }
        working[step.path] = TreeItem(mode: item.mode, id: id)
      }
      if let item = drifted.index, item != step.old, item != drifted.workTree,
        item.mode != .gitlink
      {
        staged[step.path] = item
      }
    }
    var kept: [Kept] = []
    for (files, isStaged) in [(working, false), (staged, true)] where !files.isEmpty {
      let place = isStaged ? "the index" : "the work tree"
      let reference = try refer(
        to: files, pack, in: repository, base: base, by: who,
        "What \(place) held before a forced recovery\n")
      pack = try ObjectPack(for: repository, from: nil)
      kept.append(
        Kept(
          reference: reference, paths: files.keys.sorted(), isStaged: isStaged,
          submodule: submodule))
    }
    return kept
  }

  /// Writes a pack with what files hold, and a commit of them with a ref that keeps it.
  ///
  /// - Returns: The ref.
  private static func refer(
    to files: [RepoPath: TreeItem?], _ pack: ObjectPack, in repository: Repository,
    base: ObjectID?, by who: Signature, _ message: String
  ) throws -> String {
    let editor = TreeEditor(repository) { (bytes) throws(GitError) in
      try pack.add(bytes, as: .tree)
    }
    let id = try editor.edit(nil, files)
    try pack.write()
    try repository.refreshObjects()
    let commit = try repository.writeCommit(
      tree: id, parents: base.map { [$0] } ?? [], author: who, committer: who, message: message)
    let reference = WorkTree.rescueReferences + commit.hex
    try repository.setReference(reference, to: commit)
    return reference
  }

  /// Keeps files of the work tree with the bytes they have there, whether HEAD has them or not.
  ///
  /// - Throws: ``CarryError/changedMeanwhile(_:written:)`` where one isn't what it was.
  static func keep(
    _ files: [RepoPath: TreeItem], in repository: Repository, by who: Signature
  ) throws -> Kept {
    let tree = try WorkTree(of: repository)
    let pack = try ObjectPack(for: repository, from: nil)
    defer { withExtendedLifetime(pack) {} }
    var kept: [RepoPath: TreeItem?] = [:]
    for (path, item) in files {
      guard let id = try tree.keep(item, at: path, in: pack) else {
        throw CarryError.changedMeanwhile(path, written: [])
      }
      kept[path] = TreeItem(mode: item.mode, id: id)
    }
    let reference = try refer(
      to: kept, pack, in: repository, base: repository.head().commit, by: who,
      "What the work tree held before upstream's change was carried over\n")
    return Kept(
      reference: reference, paths: files.keys.sorted(), isStaged: false, submodule: nil)
  }

  /// Lets go of what was kept for a recovery that didn't happen.
  func discard(in repository: Repository) throws(GitError) {
    for version in kept {
      guard let path = version.submodule else {
        try repository.removeReference(version.reference)
        continue
      }
      if case .repository(let submodule) = try repository.submoduleCheckout(at: path) {
        try submodule.removeReference(version.reference)
      }
    }
  }
}
