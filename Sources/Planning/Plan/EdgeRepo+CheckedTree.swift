import Git
import Rules
import Upstream

/// What checks are about: the same whoever syncs, and when.
extension EdgeRepo {
  /// What a tree's checks are about: all of it but the lock and the changelog, which tell of syncs.
  package func checkedTree(of tree: ObjectID) throws -> ObjectID {
    try checkedTree(of: tree, [:])
  }

  /// The tree that a plan's checks would be about; nothing is written.
  package func checkedTree(of plan: Plan) throws -> ObjectID {
    try checkedTree(of: plan.steps, on: plan.base, edit: plan.edit)
  }

  /// The same of what its checks depend on.
  package func checkedTree(of plan: CheckedPlan) throws -> ObjectID {
    try checkedTree(of: plan.steps, on: plan.base, edit: plan.edit)
  }

  private func checkedTree(
    of steps: [Plan.Step], on base: ObjectID, edit: ManifestEdit?
  ) throws -> ObjectID {
    var changes: [RepoPath: TreeItem?] = [:]
    for step in steps { changes[step.path] = .some(step.new) }
    if let edit {
      let id = try Repository.hash(edit.text, as: .blob)
      changes[RepoPath(Manifest.fileName)] = .some(TreeItem(mode: .file, id: id))
    }
    return try checkedTree(of: repository.commitTree(base), changes)
  }

  private func checkedTree(
    of tree: ObjectID, _ changes: [RepoPath: TreeItem?]
  ) throws -> ObjectID {
    var changes = changes
    for path in [RepoPath(Lock.fileName), manifest.changelog] { changes[path] = .some(nil) }
    let editor = TreeEditor(repository) { (bytes) throws(GitError) in
      try Repository.hash(bytes, as: .tree)
    }
    return try editor.edit(tree, changes)
  }
}
