import Git
import Landing
import Planning
import Rules
import Upstream

/// A look at what a sync would do, or at what a candidate's checks say. It takes no lock, so that it works while a
/// sync runs, and nothing of it lands or is recorded.
package struct LockFreeSession: ProposalSource {
  /// What is looked at.
  package enum Purpose: Sendable {
    /// What a sync would do: all that would be in its way refuses the plan.
    case preview
    /// What a candidate's checks say: held commits, drift and files in the way don't matter.
    case checks
  }

  package let edge: EdgeRepo
  package let upstream: Repository
  package let who: Signature
  private let purpose: Purpose

  /// A look.
  ///
  /// - Parameter now: Seconds since 1970.
  package init(
    _ edge: EdgeRepo, _ upstream: Repository, for purpose: Purpose, now: Int
  ) throws {
    self.edge = edge
    self.upstream = upstream
    self.purpose = purpose
    who = try Identity.user(of: edge, now: now)
  }

  package func plan(_ request: SyncRequest, isDryRun: Bool) throws -> Plan {
    let planner = Planner(edge, upstream)
    switch request.goal {
    case .candidate(let candidate, let followsMoves):
      return try planner.plan(
        to: candidate, forLanding: purpose == .preview, followsMoves: followsMoves)
    case .recovery(let target, let overDrift):
      return try planner.plan(
        backTo: target, reason: request.reason, overDrift: overDrift, by: who)
    }
  }

  package func propose(_ plan: Plan, kind: SyncKind, reason: String?) throws -> Proposal {
    try Proposer(edge, upstream, by: who).propose(plan, kind: kind, reason: reason)
  }

  package func discard(_ proposal: Proposal) throws {
    try Proposer(edge, upstream, by: who).discard(proposal)
  }
}
