import Checks
import Git
import Journal
import Landing
import Planning
import ProgramEnd
import Rules
import Upstream

/// The order of a sync, from a request to its record: plan, propose, check, land, record.
///
/// Commands and console hand it a request and show what it tells. A proposal that doesn't land is discarded,
/// whatever ends the work on it.
package struct SyncPipeline<Source: ProposalSource> {
  /// What happens on the way; what its receiver throws ends the sync.
  package enum Step: Sendable {
    /// There is a plan; nothing is done yet.
    case planned(Plan)
    /// There is a proposal, whose checks begin.
    case proposed(Proposal)
    /// Its checks are done.
    case checked(Proposal, [CheckResult])
  }

  private let source: Source
  private let clock: @Sendable () -> Int

  /// The way of a session's requests.
  ///
  /// - Parameter clock: Seconds since 1970.
  package init(_ source: Source, clock: @escaping @Sendable () -> Int) {
    self.source = source
    self.clock = clock
  }

  /// What a request would do.
  package func plan(_ request: SyncRequest) throws -> Plan {
    try source.plan(request, isDryRun: true)
  }

  /// Checks what a request comes to, whether that changes anything or not, and lets go of it.
  ///
  /// - Parameters:
  ///   - checks: The checks that are wanted.
  ///   - progress: Called as things happen to checks, from any thread.
  ///   - telling: Called as it goes on.
  package func check(
    _ request: SyncRequest, _ checks: ProposalChecks,
    progress: @escaping @Sendable (CheckProgress) -> Void,
    telling: (Step) throws -> Void = { _ in }
  ) async throws -> (proposal: Proposal, results: [CheckResult]) {
    let plan = try plan(request)
    try telling(.planned(plan))
    return try await check(
      plan, of: request, checks, isKept: false, progress: progress, telling: telling)
  }

  /// Checks what the edge repo has committed, of which there is nothing to propose.
  ///
  /// - Parameters: As above.
  package func checkPresent(
    _ checks: ProposalChecks, progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> (subject: CheckSubject, results: [CheckResult]) {
    let (edge, upstream, who) = (source.edge, source.upstream, source.who)
    let checked = try await checks.run(
      onPresentOf: edge, upstream, now: who.time, clock: clock, progress: progress)
    try Task.checkCancellation()
    return checked
  }

  /// Proposes a plan and checks it.
  ///
  /// - Parameter isKept: Whether the proposal goes on if nothing is thrown.
  private func check(
    _ plan: Plan, of request: SyncRequest, _ checks: ProposalChecks, isKept: Bool,
    progress: @escaping @Sendable (CheckProgress) -> Void, telling: (Step) throws -> Void
  ) async throws -> (proposal: Proposal, results: [CheckResult]) {
    // Told to end meanwhile, it goes on to where the proposal is discarded.
    try await Shutdown.inOrder({}) {
      let proposal = try source.propose(
        plan, kind: request.kind, reason: request.recordedReason)
      var goesOn = false
      defer { if !goesOn { try? source.discard(proposal) } }
      try telling(.proposed(proposal))
      let results = try await checks.run(
        on: proposal, in: source.edge, source.upstream, now: source.who.time, clock: clock,
        progress: progress)
      // One that was stopped and isn't required would let the sync land.
      try Task.checkCancellation()
      try telling(.checked(proposal, results))
      goesOn = isKept
      return (proposal, results)
    }
  }
}

extension SyncPipeline where Source == SyncSession {
  /// How far a request goes.
  package enum End: Sendable {
    /// To its plan.
    case plan
    /// To the results of its checks.
    case checks
    /// Until it has landed, or is offered.
    case landing
  }

  /// Carries a request out.
  ///
  /// - Parameters:
  ///   - end: How far it goes.
  ///   - checks: The checks that are wanted; those of its kind where it is nil.
  ///   - agreeing: Tells whether a person agrees to the plan, once it is certain that it could be pushed.
  ///   - progress: Called as things happen to checks, from any thread.
  ///   - telling: Called as the sync goes on.
  package func run(
    _ request: SyncRequest, upTo end: End = .landing, checks: ProposalChecks? = nil,
    agreeing: (Plan) throws -> Bool = { _ in true },
    progress: @escaping @Sendable (CheckProgress) -> Void,
    telling: (Step) throws -> Void
  ) async throws -> SyncOutcome {
    let plan = try source.plan(request, isDryRun: end == .plan)
    if plan.isEmpty {
      let place = end == .landing ? try await source.pushLeftBehind(request.kind) : nil
      return .nothing(plan, pushedTo: place)
    }
    try telling(.planned(plan))
    if end == .plan { return .planned(plan) }
    // What is only checked needs no way to push.
    if end == .landing { try await source.refuseUnpushable(request.kind) }
    guard try agreeing(plan) else { return .declined(plan) }
    let (proposal, results) = try await check(
      plan, of: request,
      checks ?? ProposalChecks(source.edge.manifest.checks(for: request.kind)),
      isKept: end == .landing, progress: progress, telling: telling)
    if end == .checks { return .checked(proposal, results) }
    // From here on the session discards what doesn't land, and keeps what a landing saved.
    return .done(
      proposal,
      try await source.land(proposal, checks: results, overriding: request.overriding))
  }
}
