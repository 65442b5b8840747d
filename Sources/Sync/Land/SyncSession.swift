import Git
import SystemPackage
import Text

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
  private let git: GitCommand
  private let database: StateDatabase
  private let lock: SyncLock

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
  ///   - clock: Seconds since 1970.
  package init(at folder: FilePath, purpose: SafeText, clock: () -> Int) throws {
    let now = clock()
    edge = try EdgeRepo(at: folder)
    lock = try SyncLock(in: edge.state, purpose: purpose, now: now)
    upstream = try edge.upstream.open()
    who = try Identity.user(of: edge.repository, now: now)
    git = try edge.gitCommand()
    database = try StateDatabase(in: edge.state)
    try StaleGitLocks(edge.repository, state: edge.state).removeOwn()
    try edge.repository.removeReference(Lander.keepReference)
    try ProposalReference.removeLeftBehind(in: edge.repository)
  }

  /// What an earlier holder of the lock left in it when it ended without lifting it.
  package var takenOverFrom: SafeText? { lock.leftBy }

  /// The plan to a candidate.
  ///
  /// - Parameter isDryRun: Whether nothing is to change, so that a refusal isn't recorded either.
  package func plan(to candidate: ObjectID, kind: SyncKind, isDryRun: Bool = false) throws -> Plan {
    do {
      return try Planner(edge, upstream).plan(to: candidate)
    } catch let error as PlanError where !isDryRun {
      try record(error, kind: kind, candidate: candidate, plan: nil, checks: [])
      throw error
    }
  }

  /// The proposal of a plan.
  package func propose(_ plan: Plan, kind: SyncKind, reason: String?) throws -> Proposal {
    try Proposer(edge, upstream, by: who).propose(plan, kind: kind, reason: reason)
  }

  /// Lets go of a proposal that isn't to land.
  package func discard(_ proposal: Proposal) throws {
    try Proposer(edge, upstream, by: who).discard(proposal)
  }

  /// Lands a proposal, if its checks allow it.
  ///
  /// - Returns: What landed, and the checks as recorded: overridden ones say so.
  /// - Throws: ``LandError/checksFailed(_:)`` where a required check didn't pass and isn't overridden.
  ///   What doesn't land is recorded as refused or failed; what was cancelled is only let go of.
  package func land(
    _ proposal: Proposal, checks: [CheckResult], overriding: Overriding?
  ) async throws -> (landed: Lander.Landed, checks: [CheckResult]) {
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
      guard landing == .commit else {
        throw LandError.unsupportedLanding(SafeText(landing.rawValue))
      }
      let failed = checks.filter { !$0.allowsLanding }
      guard failed.isEmpty else {
        throw LandError.checksFailed(
          failed.map {
            (SafeText($0.name), SafeText($0.state.rawValue), SafeText($0.reason ?? ""))
          }, candidate: proposal.plan.to.id)
      }
      let isOverridden = checks.contains { $0.state == .overridden }
      let landed = try await Lander(edge, git: git, by: who).land(
        proposal, checks: checks, reason: isOverridden ? overriding?.reason : nil)
      return (landed, checks)
    } catch let error as any ActionableError {
      if case LandError.workTreeBehind = error { throw error }
      try record(
        error, kind: proposal.kind, candidate: proposal.plan.to.id, plan: proposal.plan,
        checks: checks)
      try discard(proposal)
      throw error
    } catch let error as CancellationError {
      try discard(proposal)
      throw error
    }
  }

  private func record(
    _ error: any ActionableError, kind: SyncKind, candidate: ObjectID, plan: Plan?,
    checks: [CheckResult]
  ) throws {
    let isRefusal = error is PlanError || error.exitStatus != .failed
    try database.record(
      SyncEvent(
        id: "", kind: kind, outcome: isRefusal ? .refused : .failed, date: who.time,
        by: who.mailbox, from: edge.lock.pin.id, to: candidate, commits: plan?.commits.count,
        files: plan.map { $0.steps.count - $0.renames.count } ?? 0,
        overrides: plan?.overrides ?? [],
        checks: checks.map {
          SyncEvent.Check(name: $0.name, state: $0.state, seconds: $0.seconds)
        }, reason: error.message.string))
  }
}
