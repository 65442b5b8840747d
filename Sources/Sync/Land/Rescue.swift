import Git
import Text

/// What a forced recovery replaces and HEAD doesn't have, kept by refs so that nothing is lost.
package struct Rescue: Sendable {
  /// A version of files that is kept.
  package struct Kept: Hashable, Sendable {
    /// The ref that keeps it.
    package let reference: String
    /// The paths it holds, sorted.
    package let paths: [RepoPath]
    /// Whether it is what the index held, and not the work tree.
    package let isStaged: Bool
  }

  /// The versions that are kept.
  package let kept: [Kept]

  /// The command that puts a version's files back into the work tree.
  package static func command(for kept: Kept) -> SafeText {
    "git restore --overlay --worktree --source=\(kept.reference) -- :/"
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
    let tree = try WorkTree(of: edge.repository)
    var pack = try ObjectPack(for: edge.repository, from: nil)
    var working: [RepoPath: TreeItem?] = [:]
    var staged: [RepoPath: TreeItem?] = [:]
    for step in steps {
      guard let drifted = step.drifted else { continue }
      if let item = drifted.workTree, item != step.old {
        guard let bytes = try tree.bytes(of: item, at: step.path) else {
          throw LandError.changedMeanwhile([step.path])
        }
        working[step.path] = TreeItem(mode: item.mode, id: try pack.add(bytes, as: .blob))
      }
      if let item = drifted.index, item != step.old, item != drifted.workTree,
        item.mode != .gitlink
      {
        staged[step.path] = item
      }
    }
    var kept: [Kept] = []
    for (files, isStaged) in [(working, false), (staged, true)] where !files.isEmpty {
      let editor = TreeEditor(edge.repository) { (bytes) throws(GitError) in
        try pack.add(bytes, as: .tree)
      }
      let id = try editor.edit(nil, files)
      try pack.write()
      pack = try ObjectPack(for: edge.repository, from: nil)
      try edge.repository.refreshObjects()
      let place = isStaged ? "the index" : "the work tree"
      let commit = try edge.repository.writeCommit(
        tree: id, parents: [base], author: who, committer: who,
        message: "What \(place) held before a forced recovery\n")
      let reference = WorkTree.rescueReferences + commit.hex
      try edge.repository.setReference(reference, to: commit)
      kept.append(Kept(reference: reference, paths: files.keys.sorted(), isStaged: isStaged))
    }
    if kept.isEmpty { return nil }
    self.kept = kept
  }

  /// Lets go of what was kept for a recovery that didn't happen.
  func discard(in repository: Repository) throws(GitError) {
    for version in kept { try repository.removeReference(version.reference) }
  }
}
