import Git
import Landing
import Planning
import Rules
import Upstream

/// Where a pipeline's plans and proposals come from: a ``SyncSession``, whose proposals may land, or a
/// ``LockFreeSession``, whose proposals are only looked at.
package protocol ProposalSource {
  /// The edge repo.
  var edge: EdgeRepo { get }
  /// The upstream repository.
  var upstream: Repository { get }
  /// Who it is done by, with the moment it is done.
  var who: Signature { get }

  /// The plan of a request.
  ///
  /// - Parameter isDryRun: Whether nothing is to change, so that a refusal isn't recorded either.
  func plan(_ request: SyncRequest, isDryRun: Bool) throws -> Plan

  /// The proposal of a plan.
  func propose(_ plan: Plan, kind: SyncKind, reason: String?) throws -> Proposal

  /// Lets go of a proposal that isn't to land.
  func discard(_ proposal: Proposal) throws
}

extension SyncSession: ProposalSource {
  package func plan(_ request: SyncRequest, isDryRun: Bool) throws -> Plan {
    switch request.goal {
    case .candidate(let candidate, let followsMoves):
      try plan(to: candidate, kind: request.kind, followsMoves: followsMoves, isDryRun: isDryRun)
    case .recovery(let target, let overDrift):
      try plan(backTo: target, reason: request.reason, overDrift: overDrift, isDryRun: isDryRun)
    }
  }
}
