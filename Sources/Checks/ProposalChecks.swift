import Git
import Journal
import Landing
import Rules
import Upstream

/// Every check of a proposal: the built-in ones, then those that the manifest declares.
package enum ProposalChecks {
  /// Checks a proposal.
  ///
  /// - Parameters:
  ///   - proposal: What would land.
  ///   - edge: The edge repo.
  ///   - upstream: The upstream repository.
  ///   - checks: The declared checks to run; all of the manifest's unless given.
  ///   - runner: Runs the declared ones, or finds their results for this same tree.
  ///   - now: Seconds since 1970.
  ///   - progress: Called as things happen, from any thread.
  /// - Returns: A result for each check, the built-in ones first.
  package static func run(
    _ proposal: Proposal, in edge: EdgeRepo, _ upstream: Repository,
    only checks: [CheckDefinition]? = nil, by runner: CheckRunner, now: Int,
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> [CheckResult] {
    let builtIn = try BuiltInChecks(edge, upstream, now: now).check(proposal)
    for result in builtIn { progress(.finished(result)) }
    return builtIn
      + (try await runner.run(
        checks ?? edge.manifest.checks, on: CheckSubject(proposal, in: edge), progress: progress))
  }
}
