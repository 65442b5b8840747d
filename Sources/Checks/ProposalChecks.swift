import Git
import Journal
import Landing
import Rules
import Upstream

/// Which checks of a proposal are wanted, and how they run: built-in ones, then those that the manifest declares.
package struct ProposalChecks: Sendable {
  /// Names of the built-in ones.
  private let builtIn: Set<String>
  /// Those that the manifest declares.
  private let declared: [CheckDefinition]
  private let isFresh: Bool
  private let repeatsFailed: Bool
  private let jobs: Int
  private let persistence: CheckRunner.Persistence
  private let handed: (@Sendable (Proposal) throws -> [CheckResult])?

  /// Checks that are wanted.
  ///
  /// - Parameters:
  ///   - declared: Declared ones, from the edge repo's committed manifest.
  ///   - builtIn: Names of built-in ones.
  ///   - isFresh: Whether declared ones run even if the same tree was checked before.
  ///   - repeatsFailed: Whether declared ones run again that didn't pass on the same tree.
  ///   - jobs: How many run side by side at the most.
  ///   - persistence: What is done about the others once a required one hasn't passed.
  ///   - handed: Results of a proposal's declared checks that were found elsewhere; nil to run them.
  package init(
    _ declared: [CheckDefinition], builtIn: Set<String> = Set(CheckDefinition.builtInNames),
    isFresh: Bool = false, repeatsFailed: Bool = false, jobs: Int = CheckRunner.defaultJobs,
    persistence: CheckRunner.Persistence = .keepsGoing,
    handed: (@Sendable (Proposal) throws -> [CheckResult])? = nil
  ) {
    self.declared = declared
    self.builtIn = builtIn
    self.isFresh = isFresh
    self.repeatsFailed = repeatsFailed
    self.jobs = jobs
    self.persistence = persistence
    self.handed = handed
  }

  /// Checks a proposal.
  ///
  /// - Parameters:
  ///   - now: Seconds since 1970, of the built-in ones.
  ///   - clock: The same, of the others.
  ///   - progress: Called as things happen, from any thread.
  /// - Returns: A result for each check, the built-in ones first.
  package func run(
    on proposal: Proposal, in edge: EdgeRepo, _ upstream: Repository, now: Int,
    clock: @escaping @Sendable () -> Int, progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> [CheckResult] {
    let results = try BuiltInChecks(edge, upstream, now: now).check(proposal, only: builtIn)
    for result in results { progress(.finished(result)) }
    if let handed {
      let others = try handed(proposal)
      for result in others { progress(.finished(result)) }
      return results + others
    }
    return results
      + (try await runner(in: edge, clock).run(
        declared, on: CheckSubject(proposal, in: edge, for: declared, upstream),
        progress: progress))
  }

  /// Checks what the edge repo has committed.
  ///
  /// - Parameters: As above.
  package func run(
    onPresentOf edge: EdgeRepo, _ upstream: Repository, now: Int,
    clock: @escaping @Sendable () -> Int, progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> (subject: CheckSubject, results: [CheckResult]) {
    let subject = try CheckSubject(presentOf: edge, for: declared, in: upstream)
    let results = try BuiltInChecks(edge, upstream, now: now).checkPresent(only: builtIn)
    for result in results { progress(.finished(result)) }
    return (
      subject,
      results
        + (try await runner(in: edge, clock).run(declared, on: subject, progress: progress))
    )
  }

  private func runner(
    in edge: EdgeRepo, _ clock: @escaping @Sendable () -> Int
  ) throws -> CheckRunner {
    CheckRunner(
      try StateDatabase(in: edge.state), isFresh: isFresh, repeatsFailed: repeatsFailed, jobs: jobs,
      persistence: persistence,
      clock: clock)
  }
}
