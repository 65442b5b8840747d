import Git
import Landing
import Planning
import Rules
import SystemPackage
import Upstream

/// A sync as `edgesync pin` makes it, by a fixed person at a fixed time.
package enum TestSync {
  /// Who syncs, and when.
  package static let who = Signature(
    name: "Ana Silva", email: "ana@example.com", time: 1_790_000_000, offset: 0)

  /// Plans, proposes and lands a commit.
  ///
  /// - Parameters:
  ///   - candidate: The upstream commit.
  ///   - root: The edge repo.
  ///   - failpoint: Called at each point of the landing; what it throws ends the landing there, as a kill would.
  package static func pin(
    _ candidate: ObjectID, in root: FilePath,
    failpoint: @escaping (Lander.Failpoint) throws -> Void = { _ in }
  ) async throws -> (plan: Plan, landed: Lander.Landed) {
    let edge = try EdgeRepo(at: root)
    let repository = try edge.upstream.open()
    let plan = try Planner(edge, repository).plan(to: candidate)
    let proposal = try Proposer(edge, repository, by: who).propose(
      plan, kind: .weekly, reason: nil)
    let lander = Lander(edge, git: try edge.gitCommand(), by: who, failpoint: failpoint)
    return (plan, try await lander.land(proposal, checks: [], reason: nil))
  }
}
