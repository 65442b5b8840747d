import Git
import Planning
import Rules

extension Proposer {
  /// Proposes a candidate to look at what it comes to; nothing of it is to land.
  ///
  /// - Parameter body: Gets the proposal, which is discarded when it ends, whatever it throws.
  package func withProposal<Result>(
    of candidate: ObjectID, followsMoves: Bool = false,
    _ body: (Proposal) async throws -> Result
  ) async throws -> Result {
    let plan = try Planner(edge, upstream).plan(
      to: candidate, forLanding: false, followsMoves: followsMoves)
    let proposal = try propose(plan, kind: .weekly, reason: nil)
    defer { try? discard(proposal) }
    return try await body(proposal)
  }
}
