import Git
import Journal
import Planning
import Rules
import Text
import Upstream

/// Makes proposals: blobs are copied, a new tree is made by replacing just the planned entries, and one
/// commit holds files, lock and changelog. No branch moves.
package struct Proposer {
  let edge: EdgeRepo
  let upstream: Repository
  private let who: Signature

  /// A proposer for an edge repo.
  package init(_ edge: EdgeRepo, _ upstream: Repository, by who: Signature) {
    self.edge = edge
    self.upstream = upstream
    self.who = who
  }

  /// Makes the proposal of a plan, on the commit that it was planned on, and keeps it by a ref.
  ///
  /// Every object is on disk before the ref is written.
  ///
  /// - Throws: ``PlanError/branchMoved(_:)`` where HEAD isn't what the plan was made on any more.
  package func propose(_ plan: Plan, kind: SyncKind, reason: String?) throws -> Proposal {
    let (branch, base) = (plan.branch, plan.base)
    guard try edge.repository.head() == .branch(branch, base) else {
      throw PlanError.branchMoved(SafeText(branch))
    }
    let headTree = try edge.repository.commitTree(base)
    // Those of killed runs: a check of a candidate is no sync, which would remove them too.
    try ProposalReference.removeLeftBehind(in: edge.repository)
    let pack = try ObjectPack(for: edge.repository, from: upstream)
    defer { withExtendedLifetime(pack) {} }
    var changes: [RepoPath: TreeItem?] = [:]
    for step in plan.steps {
      // A submodule's commit stays in the submodule's repository.
      if let new = step.new, new.mode != .gitlink { try pack.add(copy: new.id) }
      changes[step.path] = .some(step.new)
    }
    var steps = plan.steps
    let lockBytes = Array(plan.lock.encoded.utf8)
    // A lock that can't be read would end all further syncs: better none than that.
    _ = try Lock(parsing: lockBytes)
    steps += try ownStep(RepoPath(Lock.fileName), lockBytes, in: headTree, pack)
    if let edit = plan.edit {
      steps += try ownStep(RepoPath(Manifest.fileName), edit.text, in: headTree, pack)
    }
    if !plan.steps.isEmpty || plan.from != plan.to.id {
      let path = edge.manifest.changelog
      let present = try edge.repository.item(at: path, in: headTree)
      let section = Changelog.section(
        plan: plan, kind: kind, date: who.time, by: who.mailbox, reason: reason,
        upstream: edge.manifest.upstream)
      let file = Changelog.adding(
        section, to: try present.map { try Changelog.read($0.id, at: path, in: edge.repository) })
      steps += try ownStep(path, file, in: headTree, pack)
    }
    let editor = TreeEditor(edge.repository) { (bytes) throws(GitError) in
      try pack.add(bytes, as: .tree)
    }
    for step in steps.dropFirst(plan.steps.count) { changes[step.path] = .some(step.new) }
    let tree = try editor.edit(headTree, changes)
    try pack.write()
    try edge.repository.refreshObjects()
    let rescue = try Rescue(of: steps, in: edge, base: base, by: who)

    let trailers = Trailers(
      kind: kind, upstream: edge.manifest.upstream.url, from: plan.from, to: plan.to.id,
      reason: reason, overrides: plan.overrides, reviewer: kind.isReviewed ? who.mailbox : nil)
    let message = SyncMessage.text(plan: plan, upstream: edge.manifest.upstream, trailers: trailers)
    let commit = try edge.repository.writeCommit(
      tree: tree, parents: [base], author: who, committer: who, message: message)
    let reference = ProposalReference.fresh(for: plan.to.id)
    try edge.repository.setReference(reference, to: commit)
    return Proposal(
      plan: plan, kind: kind, reason: reason, branch: branch, base: base, commit: commit,
      tree: tree, checkedTree: try edge.checkedTree(of: tree),
      presentTree: try edge.checkedTree(of: headTree), steps: steps, rescue: rescue,
      reference: reference)
  }

  /// Lets go of a proposal.
  package func discard(_ proposal: Proposal) throws {
    try proposal.rescue?.discard(in: edge.repository)
    try edge.repository.removeReference(proposal.reference)
  }

  /// The step that puts one of edgesync's own files in its place; none where it is there already.
  func ownStep(
    _ path: RepoPath, _ bytes: [UInt8], in head: ObjectID, _ pack: ObjectPack
  ) throws -> [Plan.Step] {
    let old = try edge.repository.item(at: path, in: head)
    let isManifest = path == RepoPath(Manifest.fileName)
    let new = TreeItem(
      mode: isManifest ? old?.mode ?? .file : .file, id: try pack.add(bytes, as: .blob))
    return old == new ? [] : [Plan.Step(path: path, old: old, new: new)]
  }
}

extension Repository {
  /// Writes a commit object, synced to disk (git's `commit.c`, `commit_tree_extended`).
  func writeCommit(
    tree: ObjectID, parents: [ObjectID], author: Signature, committer: Signature, message: String
  ) throws(GitError) -> ObjectID {
    var text = "tree \(tree.hex)\n"
    for parent in parents { text += "parent \(parent.hex)\n" }
    text += "author \(author.line)\ncommitter \(committer.line)\n\n\(message)"
    return try write(Array(text.utf8), as: .commit)
  }
}
