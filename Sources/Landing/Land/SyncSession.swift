import Git
import Journal
import Planning
import Rules
import SystemPackage
import Text
import Upstream
import ProgramEnd

/// One sync from plan to record: what commands and console both drive.
///
/// Plan, propose, check, land and record follow each other on one thread, under the lock.
package final class SyncSession {
  /// The edge repo.
  package let edge: EdgeRepo
  /// The upstream repository.
  package let upstream: Repository
  /// Who the sync is by, with the moment it is made.
  package let who: Signature
  private let identity: Identity
  private let git: GitCommand
  private let database: StateDatabase
  private let lock: SyncLock
  private let prompting: Prompting
  /// Whether what came of the sync is on record already, or a commit tells of it.
  package private(set) var isRecorded = false

  /// What a person decides about failed checks.
  package struct Overriding: Sendable {
    /// Names of the checks to land past.
    package let checks: Set<String>
    /// Why.
    package let reason: String

    /// A decision from its parts.
    package init(checks: Set<String>, reason: String) {
      self.checks = checks
      self.reason = reason
    }
  }

  /// Takes the lock of the edge repo that a folder lies in.
  ///
  /// - Parameters:
  ///   - folder: A folder in the edge repo.
  ///   - purpose: What the lock is taken for.
  ///   - prompting: Whether git may ask at the terminal, for credentials or a passphrase.
  ///   - clock: Seconds since 1970.
  package init(
    at folder: FilePath, purpose: SafeText, prompting: Prompting = .never, clock: () -> Int
  ) throws {
    let now = clock()
    self.prompting = prompting
    let place = try EdgeRepo.Place(at: folder)
    lock = try SyncLock(in: place.state, purpose: purpose, now: now)
    // Only under the lock: the holder before may have landed another pin, or have ended half-way.
    recovered = try Lander.recover(in: place, under: lock)
    edge = try EdgeRepo(at: folder)
    upstream = try edge.upstream.open()
    identity = try Identity(edge.answers, now: now)
    who = identity.committer
    git = try edge.gitCommand()
    database = try StateDatabase(in: edge.state)
    try edge.repository.removeReference(Lander.keepReference)
    try ProposalReference.removeLeftBehind(in: edge.repository)
    place.repository.removeKeptLeftBehind()
  }

  /// What became of a landing that the lock's holder before left unfinished; nil where it left none.
  package let recovered: Lander.Recovered?

  /// What an earlier holder of the lock left in it when it ended without lifting it.
  package var takenOverFrom: SafeText? { lock.leftBy }

  /// The newest state of upstream's branch that may be taken; nil where all that is past the pin is held.
  ///
  /// - Throws: ``SourceError/nowhere(mapping:pin:candidate:meant:)`` where the manifest takes what upstream doesn't have.
  package func newestCandidate() throws -> ObjectID? {
    let tip = try edge.upstream.tip(in: upstream)
    _ = try edge.history(in: upstream, to: [tip])
    return try Holds(edge.lock, in: upstream).newest(from: tip, after: edge.lock.pin.id)
  }

  /// The plan to a candidate.
  ///
  /// - Parameters:
  ///   - followsMoves: Whether mappings go with their files where upstream moved them.
  ///   - isDryRun: Whether nothing is to change, so that a refusal isn't recorded either.
  package func plan(
    to candidate: ObjectID, kind: SyncKind, followsMoves: Bool = false, isDryRun: Bool = false
  ) throws -> Plan {
    try recordingRefusal(kind, candidate, isDryRun) {
      if kind == .daily { try refuseUndone(candidate) }
      return try Planner(edge, upstream).plan(to: candidate, followsMoves: followsMoves)
    }
  }

  /// Refuses what would bring back, with nobody there to ask, a sync that a person undid.
  private func refuseUndone(_ candidate: ObjectID) throws {
    guard let undone = try UndoneSync(of: edge), upstream.contains(undone.pin),
      try upstream.isAncestor(undone.pin, of: candidate)
    else { return }
    throw PlanError.undone(candidate: candidate.short, undone)
  }

  /// The plan that goes back to an earlier state, and holds what it leaves.
  ///
  /// - Parameters:
  ///   - target: The state.
  ///   - reason: Why, for the hold.
  ///   - overDrift: Whether drifted files are replaced, after what stood there was saved.
  package func plan(
    backTo target: RecoveryTarget, reason: String?, overDrift: Bool, isDryRun: Bool = false
  ) throws -> Plan {
    try recordingRefusal(.recovery, target.pin, isDryRun) {
      try Planner(edge, upstream).plan(
        backTo: target, reason: reason, overDrift: overDrift, by: who)
    }
  }

  private func recordingRefusal(
    _ kind: SyncKind, _ candidate: ObjectID, _ isDryRun: Bool, _ work: () throws -> Plan
  ) throws -> Plan {
    do {
      return try work()
    } catch let error as any ActionableError
      where !isDryRun && (error is PlanError || error is SourceError || error is LandError)
    {
      // Whether it can be recorded or not, why it was refused is what has to be told.
      try? record(error, kind: kind, candidate: candidate, plan: nil, checks: [])
      throw error
    }
  }

  /// Refuses, before anything takes time, where a kind of sync couldn't be pushed in the end.
  package func refuseUnpushable(_ kind: SyncKind) async throws {
    guard case .branch(let branch, let base) = try edge.repository.head() else { return }
    try await offerer.refuseUnpushable(edge.manifest.landing(of: kind), of: branch, at: base)
  }

  /// Pushes a sync that landed but that an ended run didn't push.
  ///
  /// - Returns: Where it went; nil where nothing was left behind, or the manifest doesn't push.
  package func pushLeftBehind(_ kind: SyncKind) async throws -> SafeText? {
    guard edge.manifest.landing(of: kind).isPushed,
      case .branch(let branch, let base) = try edge.repository.head()
    else { return nil }
    return try await offerer.pushLeftBehind(of: branch, at: base)
  }

  /// The proposal of a plan.
  package func propose(_ plan: Plan, kind: SyncKind, reason: String?) throws -> Proposal {
    var plan = plan
    if kind == .emergency, plan.from != plan.to.id {
      plan.lock.owed.append(
        Lock.OwedReview(
          from: plan.from, to: plan.to.id,
          reason: oneLine(reason ?? "", limit: Lock.maximumReason), by: who.mailbox,
          date: who.time))
    }
    do {
      return try Proposer(edge, upstream, by: who).propose(plan, kind: kind, reason: reason)
    } catch let error as any ActionableError where error is LandError || error is PlanError {
      try? record(error, kind: kind, candidate: plan.to.id, plan: plan, checks: [])
      throw error
    }
  }

  /// Lets go of a proposal that isn't to land.
  package func discard(_ proposal: Proposal) throws {
    try Proposer(edge, upstream, by: who).discard(proposal)
  }

  /// Lands a proposal as the manifest says for its kind, if its checks allow it.
  ///
  /// - Throws: ``LandError/checksFailed(_:candidate:)`` where a required check didn't pass and isn't
  ///   overridden; a daily sync is offered all the same, unless the manifest holds such.
  ///   What doesn't land is recorded as refused or failed; what was cancelled is only let go of.
  package func land(
    _ proposal: Proposal, checks: [CheckResult], overriding: Overriding?
  ) async throws -> SyncResult {
    var checks = checks
    for index in checks.indices where !checks[index].allowsLanding {
      if let overriding, overriding.checks.contains(checks[index].name) {
        checks[index].state = .overridden
        checks[index].reason = overriding.reason
      }
    }
    do {
      // A check that was cancelled and isn't required would let the sync land.
      try Task.checkCancellation()
      let landing = edge.manifest.landing(of: proposal.kind)
      try refuseFailed(proposal, checks, landing)
      switch landing {
      case .branch, .pullRequest:
        // What can't be read outside of every mapping stops nothing, noted or not.
        let notes =
          (try? database.notes().landed(
            from: proposal.plan.from, to: proposal.plan.to.id, in: upstream)) ?? []
        let offer = try await offerer.offer(proposal, checks: checks, notes: notes, by: landing)
        if !offer.isUnchanged { try record(offer, proposal, checks) }
        try discard(proposal)
        return SyncResult(ending: .offered(offer), checks: checks)
      case .commit, .push:
        let isOverridden = checks.contains { $0.state == .overridden }
        let landed = try await lander.land(
          proposal, checks: checks, reason: isOverridden ? overriding?.reason : nil)
        let place =
          landing.isPushed
          ? try await offerer.push(landed.commit, of: proposal.branch) : nil
        return SyncResult(ending: .landed(landed, pushedTo: place), checks: checks)
      }
    } catch let error as any ActionableError {
      if case LandError.workTreeBehind = error { isRecorded = true }
      if case OfferError.notPushed = error { isRecorded = true }
      if isRecorded { throw error }
      try? record(
        error, kind: proposal.kind, candidate: proposal.plan.to.id, plan: proposal.plan,
        checks: checks)
      try discard(proposal)
      throw error
    } catch let error as CancellationError {
      try discard(proposal)
      throw error
    }
  }

  /// Changes the lock by a person's decision, as one commit on the current branch.
  ///
  /// - Returns: What landed and where it was pushed to; nil where the lock says so already.
  package func edit(
    _ edit: LockEdit
  ) async throws -> (landed: Lander.Landed, pushedTo: SafeText?)? {
    if edit.lock == edge.lock { return nil }
    let head = try edge.repository.head()
    guard case .branch(let branch, let base) = head else { throw PlanError.noBranch(head) }
    let tree = try edge.repository.commitTree(base)
    let planner = Planner(edge, upstream)
    try planner.refuseUnfinished(tree)
    try planner.refuseOther(tree, of: branch)
    let pushes = edge.manifest.landing(of: .weekly).isPushed
    if pushes { try await refuseUnpushable(.weekly) }
    let pack = try ObjectPack(for: edge.repository, from: nil)
    defer { withExtendedLifetime(pack) {} }
    let bytes = Array(edit.lock.encoded.utf8)
    _ = try Lock(parsing: bytes)
    let steps = try Proposer(edge, upstream, by: who).ownStep(
      RepoPath(Lock.fileName), bytes, in: tree, pack)
    let editor = TreeEditor(edge.repository) { (bytes) throws(GitError) in
      try pack.add(bytes, as: .tree)
    }
    let changed = try editor.edit(
      tree, Dictionary(uniqueKeysWithValues: steps.map { ($0.path, $0.new) }))
    try pack.write()
    try edge.repository.refreshObjects()
    let change = Change(
      branch: branch, base: base, tree: changed, steps: steps, title: edit.title)
    let landed = try await lander.land(
      change, message: edit.message(by: who))
    guard pushes else { return (landed, nil) }
    return (landed, try await offerer.push(landed.commit, of: branch))
  }

  private var lander: Lander {
    Lander(edge, git: git, by: who, author: identity.author, prompting: prompting)
  }

  private var offerer: Offerer {
    Offerer(edge, git: git, by: identity, prompting: prompting)
  }

  private func refuseFailed(
    _ proposal: Proposal, _ checks: [CheckResult], _ landing: Manifest.Landing
  ) throws {
    let failed = checks.filter { !$0.allowsLanding }
    guard !failed.isEmpty else { return }
    if proposal.kind == .daily, landing.isOffered {
      if edge.manifest.failedOffer == .offer { return }
      throw OfferError.heldBack(
        failed.map { SafeText($0.name) }, candidate: proposal.plan.to.id.short)
    }
    throw LandError.checksFailed(
      failed.map {
        (SafeText($0.name), SafeText($0.state.rawValue), SafeText($0.reason ?? ""))
      }, candidate: proposal.plan.to.id)
  }

  private func record(_ offer: Offer, _ proposal: Proposal, _ checks: [CheckResult]) throws {
    var event = event(
      proposal.kind, .offered, candidate: proposal.plan.to.id, plan: proposal.plan,
      checks: checks)
    event.commit = offer.commit
    event.reason = proposal.reason
    try database.record(event)
  }

  private func record(
    _ error: any ActionableError, kind: SyncKind, candidate: ObjectID, plan: Plan?,
    checks: [CheckResult]
  ) throws {
    // What ends with the program fails for no reason of its own.
    guard Shutdown.isWanted else { return }
    isRecorded = true
    let isRefusal = error is PlanError || error.exitStatus != .failed
    var event = event(
      kind, isRefusal ? .refused : .failed, candidate: candidate, plan: plan, checks: checks)
    event.reason = error.message.string
    try database.record(event)
  }

  /// Records a sync that failed, wherever it was.
  ///
  /// - Parameters:
  ///   - folder: A folder in the edge repo.
  ///   - reason: Why it failed.
  package static func recordFailure(
    of kind: SyncKind, at folder: FilePath, now: Int, _ reason: SafeText
  ) throws {
    let edge = try EdgeRepo(at: folder)
    try StateDatabase(in: edge.state).record(
      SyncEvent(
        id: "", kind: kind, outcome: .failed, date: now,
        by: try Identity.user(of: edge, now: now).mailbox, from: edge.lock.pin.id,
        to: nil, reason: reason.string))
  }

  private func event(
    _ kind: SyncKind, _ outcome: SyncEvent.Outcome, candidate: ObjectID, plan: Plan?,
    checks: [CheckResult]
  ) -> SyncEvent {
    SyncEvent(
      id: "", kind: kind, outcome: outcome, date: who.time, by: who.mailbox,
      from: edge.lock.pin.id, to: candidate, commits: plan?.commits.count,
      files: plan.map { $0.steps.count - $0.renames.count } ?? 0,
      overrides: plan?.overrides ?? [],
      checks: checks.map {
        SyncEvent.Check(name: $0.name, state: $0.state, seconds: $0.seconds)
      })
  }
}
