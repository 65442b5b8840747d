import Git
import Journal
import Planning
import Rules
import Text
import Upstream
import ProgramEnd

/// Lands proposals: one move of the branch decides, then the work tree and the index follow.
///
/// Order, each step on disk before the next: objects, a ref that keeps the commit, the intent, the
/// branch (the commit point), work tree, index, and the intent's end. From before the branch moves until
/// the index is written, git's lock of the index is held: a commit made in between would take the sync
/// back, and a checkout mix the files of two branches.
package struct Lander {
  /// A point of a landing where a test can place a fault.
  package enum Failpoint: String, CaseIterable, Sendable {
    case beforeCommit, beforeKeep, beforeIntent, beforeBranch, afterBranch
    case betweenFiles, beforeIndex, beforeClear, afterClear
  }

  /// What landed.
  package struct Landed: Sendable {
    /// The commit on the branch.
    package let commit: ObjectID
    /// Files that were left as they are.
    package let leftAlone: [SkippedFile]
  }

  /// The ref that keeps a landing's commit until a branch does.
  static let keepReference = "refs/edgesync/landing"

  private let edge: EdgeRepo
  private let git: GitCommand
  private let who: Signature
  private let author: Signature
  private let prompting: Prompting
  private let failpoint: (Failpoint) throws -> Void

  /// A lander for an edge repo whose lock is held.
  ///
  /// - Parameters:
  ///   - who: Who lands it, and makes the commit.
  ///   - author: Who the commit names as its author; unless given, who makes it.
  ///   - prompting: Whether git may ask at the terminal, as for the passphrase of a key that signs.
  ///   - failpoint: Called at each named point; what it throws ends the landing there.
  package init(
    _ edge: EdgeRepo, git: GitCommand, by who: Signature, author: Signature? = nil,
    prompting: Prompting = .never,
    failpoint: @escaping (Failpoint) throws -> Void = { _ in }
  ) {
    self.edge = edge
    self.git = git
    self.who = who
    self.author = author ?? who
    self.prompting = prompting
    self.failpoint = failpoint
  }

  /// Lands a proposal on the branch it was made for.
  ///
  /// - Parameters:
  ///   - proposal: What was checked.
  ///   - checks: Its results, for the trailers.
  ///   - reason: Why, where a check was overridden.
  /// - Throws: ``LandError``; before the branch moves, nothing has changed.
  package func land(
    _ proposal: Proposal, checks: [CheckResult], reason: String?
  ) async throws -> Landed {
    try await land(
      Change(proposal, upstream: edge.manifest.upstream),
      message: SyncMessage.text(
        of: proposal, checks: checks, reason: reason, upstream: edge.manifest.upstream,
        reviewer: proposal.kind.isReviewed ? who.mailbox : nil))
  }

  /// Makes the commit of a change, as the user's own set-up would: by their hooks, and signed.
  ///
  /// - Throws: ``LandError`` where a hook refuses, or changes what would land.
  package func makeCommit(_ change: Change, message: String) async throws -> ObjectID {
    let hooks = UserHooks(edge, git: git)
    let message = try await hooks.beforeCommit(of: change.tree, message)
    return try await CommitWriter(edge, git: git, by: who, author: author, prompting: prompting)
      .write(change, message)
  }

  /// Lands a change on the branch it was made for.
  ///
  /// - Throws: ``LandError``; before the branch moves, nothing has changed.
  package func land(_ change: Change, message: String) async throws -> Landed {
    try failpoint(.beforeCommit)
    try await SubmoduleStep.bringObjects(for: change.steps, into: edge, by: git)
    try refuseChanged(change)
    let commit = try await makeCommit(change, message: message)

    try failpoint(.beforeKeep)
    try edge.repository.setReference(Self.keepReference, to: commit)
    let intent = Intent(
      branch: change.branch, before: change.base, after: commit, steps: change.steps,
      title: change.title)
    try failpoint(.beforeIntent)
    let index: IndexLock
    do {
      try intent.write(in: edge.workTreeState)
      // After the intent, which tells the next run whose lock it is that a kill leaves.
      index = try IndexLock(of: edge.repository)
    } catch {
      try? forget()
      throw error
    }
    do {
      try refuseChanged(change)
    } catch {
      try? giveUp(index)
      throw error
    }
    try failpoint(.beforeBranch)
    // From here on it goes on to its end, or the next run does.
    edge.repository.isWanted = { true }
    Shutdown.setRemark(
      "“\(intent.title)” may be in the middle of its landing: `edgesync status` finishes it.")
    defer { Shutdown.setRemark(nil) }
    do {
      try edge.repository.moveReference(
        change.branch, from: change.base, to: commit,
        message: "edgesync: \(intent.title)", by: who)
    } catch {
      // It may fail after the branch has moved, as where its folder can't be synced: then the sync has
      // landed, and only the way forward is left.
      if try edge.repository.reference(change.branch) != commit {
        try giveUp(index)
        guard case .refMoved(let name) = error else { throw error }
        throw PlanError.branchMoved(name)
      }
    }
    try failpoint(.afterBranch)
    let leftAlone: [SkippedFile]
    do {
      var update = try WorkTreeUpdate(
        intent, of: edge.repository, holding: index, failpoint: failpoint)
      leftAlone = try update.run()
    } catch let error as any ActionableError {
      throw LandError.workTreeBehind(commit: commit.short, reason: error.cause)
    }
    try failpoint(.beforeClear)
    // The sync has landed, whatever fails from here on: what stays is the next run's to take away.
    try? forget()
    if let reference = change.reference { try? edge.repository.removeReference(reference) }
    try failpoint(.afterClear)
    await UserHooks(edge, git: git).postCommit()
    return Landed(commit: commit, leftAlone: leftAlone)
  }

  /// Ends a landing before its branch has moved; the intent, which accounts for the lock, goes last.
  private func giveUp(_ index: IndexLock) throws(GitError) {
    try index.release()
    try forget()
  }

  /// Takes back what a landing leaves for a recovery: its intent, then the ref that keeps its commit.
  private func forget() throws(GitError) {
    try Intent.clear(in: edge.workTreeState)
    try edge.repository.removeReference(Self.keepReference)
  }

  /// Refuses where the branch, the index or a file isn't what the plan was made on.
  private func refuseChanged(_ change: Change) throws {
    guard try edge.repository.reference(change.branch) == change.base,
      try edge.repository.head() == .branch(change.branch, change.base)
    else {
      throw PlanError.branchMoved(SafeText(change.branch))
    }
    let tree = try WorkTree(of: edge.repository)
    var conflicts = try PathConflicts(
      edge.repository, head: edge.repository.commitTree(change.base),
      leaving: Set(change.steps.filter { $0.new == nil }.map(\.path))
        .union(SubmoduleStep.pathsTakenAway(by: change.steps, in: edge.repository)))
    var changed: [RepoPath] = []
    for step in change.steps {
      if step.old == nil, step.drifted == nil, let blocker = try conflicts.blocker(of: step.path) {
        changed.append(blocker)
      } else if try edge.repository.indexItem(at: step.path) != step.indexed {
        changed.append(step.path)
      } else if let gitlink = SubmoduleStep(step, of: edge.repository) {
        changed += try gitlink.changedPaths()
      } else if try !tree.same(tree.item(at: step.path), step.standing), try !isUnchanged(step) {
        changed.append(step.path)
      }
    }
    if !changed.isEmpty { throw LandError.changedMeanwhile(Array(Set(changed)).sorted()) }
    // Settings may have changed since the plan was made, and not every change comes from a plan.
    let programs = try edge.gitPrograms()
    let run = change.steps.filter { $0.new != nil && $0.new?.mode != .gitlink }.compactMap { step in
      let use =
        programs.use(of: step.path)
        ?? (step.old == nil ? programs.mention(of: step.path) : nil)
      return use.map { PlanBlocker.runs(step.path, $0) }
    }
    if !run.isEmpty { throw PlanError.inTheWay(run) }
  }

  /// Whether git itself takes a file for unchanged although its bytes give another id, as with a
  /// filter that isn't run here.
  private func isUnchanged(_ step: Plan.Step) throws -> Bool {
    if step.drifted != nil { return false }
    return try edge.repository.unstagedChanges(under: [step.path], untracked: false)
      .allSatisfy { $0.path != step.path }
  }
}
