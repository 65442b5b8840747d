import Checks
import Git
import Journal
import Landing
import Planning
import Rules
import Upstream
import ProgramEnd

/// The order of a sync, from a request to its record: plan, propose, check, land, record.
///
/// Commands and console hand it a request and show what it tells. A proposal that doesn't land is discarded,
/// whatever ends the work on it.
package struct SyncPipeline {
  /// How far a request goes.
  package enum End: Sendable {
    /// To its plan.
    case plan
    /// To the results of its checks.
    case checks
    /// Until it has landed, or is offered.
    case landing
  }

  /// What happens on the way; what its receiver throws ends the sync.
  package enum Step: Sendable {
    /// There is a plan that changes something; nothing is done yet.
    case planned(Plan)
    /// There is a proposal, whose checks begin.
    case proposed(Proposal)
    /// Its checks are done.
    case checked(Proposal, [CheckResult])
  }

  private let session: SyncSession
  private let clock: @Sendable () -> Int

  /// The way of a session's sync.
  ///
  /// - Parameter clock: Seconds since 1970.
  package init(_ session: SyncSession, clock: @escaping @Sendable () -> Int) {
    self.session = session
    self.clock = clock
  }

  /// Carries a request out.
  ///
  /// - Parameters:
  ///   - end: How far it goes.
  ///   - handed: Results of a proposal's declared checks that were found elsewhere; nil to run them.
  ///   - agreeing: Tells whether a person agrees to the plan, once it is certain that it could be pushed.
  ///   - progress: Called as things happen to checks, from any thread.
  ///   - telling: Called as the sync goes on.
  package func run(
    _ request: SyncRequest, upTo end: End = .landing,
    handed: ((Proposal) throws -> [CheckResult])? = nil,
    agreeing: (Plan) throws -> Bool = { _ in true },
    progress: @escaping @Sendable (CheckProgress) -> Void,
    telling: (Step) throws -> Void
  ) async throws -> SyncOutcome {
    let plan = try plan(request, isDryRun: end == .plan)
    if plan.isEmpty {
      let place = end == .landing ? try await session.pushLeftBehind(request.kind) : nil
      return .nothing(plan, pushedTo: place)
    }
    try telling(.planned(plan))
    if end == .plan { return .planned(plan) }
    // What is only checked needs no way to push.
    if end == .landing { try await session.refuseUnpushable(request.kind) }
    guard try agreeing(plan) else { return .declined(plan) }
    // Told to end meanwhile, it goes on to where the proposal is discarded.
    let (proposal, results) = try await Shutdown.inOrder({}) {
      let proposal = try session.propose(
        plan, kind: request.kind, reason: request.recordedReason)
      let results: [CheckResult]
      do {
        try telling(.proposed(proposal))
        results = try await check(proposal, handed, progress)
        try telling(.checked(proposal, results))
      } catch {
        try? session.discard(proposal)
        throw error
      }
      if end == .checks { try session.discard(proposal) }
      return (proposal, results)
    }
    if end == .checks { return .checked(proposal, results) }
    // From here on the session discards what doesn't land, and keeps what a landing saved.
    return .done(
      proposal,
      try await session.land(proposal, checks: results, overriding: request.overriding))
  }

  private func plan(_ request: SyncRequest, isDryRun: Bool) throws -> Plan {
    switch request.goal {
    case .candidate(let candidate, let followsMoves):
      try session.plan(
        to: candidate, kind: request.kind, followsMoves: followsMoves, isDryRun: isDryRun)
    case .recovery(let target, let overDrift):
      try session.plan(
        backTo: target, reason: request.reason, overDrift: overDrift, isDryRun: isDryRun)
    }
  }

  private func check(
    _ proposal: Proposal, _ handed: ((Proposal) throws -> [CheckResult])?,
    _ progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> [CheckResult] {
    let (edge, upstream) = (session.edge, session.upstream)
    if let handed {
      let builtIn = try BuiltInChecks(edge, upstream, now: session.who.time).check(proposal)
      let results = try builtIn + handed(proposal)
      for result in results { progress(.finished(result)) }
      return results
    }
    let runner = CheckRunner(try StateDatabase(in: edge.state), isFresh: false, clock: clock)
    return try await ProposalChecks.run(
      proposal, in: edge, upstream, only: edge.manifest.checks(for: proposal.kind), by: runner,
      now: session.who.time, progress: progress)
  }
}
