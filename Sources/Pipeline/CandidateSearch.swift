import Checks
import Git
import Journal
import Planning
import Rules
import Text
import Upstream

/// Searches a line of candidates for the newest that passes and the commit that broke it.
package struct CandidateSearch {
  /// What happens while it searches.
  package enum Progress: Sendable {
    /// A candidate is tried; nil for what stands now. And how many may have to be tried after it.
    case trying(ObjectID?, left: Int)
    /// Its checks came along.
    case check(CheckProgress)
    /// What was found out about it.
    case verdict(ObjectID?, Verdict)
  }

  /// What was found out about a candidate.
  package enum Verdict: Hashable, Sendable {
    /// It passes.
    case passes
    /// A check fails.
    case fails([CheckResult])
    /// It can't be tried, and why.
    case untriable(SafeText)
  }

  /// What a search came to.
  package struct Outcome: Sendable {
    /// The candidates, oldest first.
    package var candidates: [ObjectID] = []
    /// The newest that passes; nil where none does, or none has to.
    package var newestPassing: ObjectID?
    /// The commit that broke it; nil where the newest candidate passes.
    package var broke: ObjectID?
    /// Commits before it that couldn't be tried, any of which may have broken it instead, oldest first.
    package var suspects: [ObjectID] = []
    /// Whether what stands now passes; nil where it wasn't tried.
    package var presentPasses: Bool?
    /// The checks of the commit that broke it.
    package var checks: [CheckResult] = []
    /// Candidates whose checks ran.
    package var runs = 0
    /// Candidates whose results were known.
    package var reused = 0
    /// Candidates that couldn't be tried, and why.
    package var untriable: [(commit: ObjectID, reason: SafeText)] = []
  }

  /// Why no search can tell anything.
  package struct CantTry: ActionableError {
    let check: SafeText
    let reason: SafeText

    /// What failed.
    package var what: SafeText { "the check \(check) can't be tried here" }
    /// Why it failed.
    package var why: SafeText { reason }
    /// The next step.
    package var remedy: SafeText { "Name other checks with `--only`" }
    /// The exit status it leads to.
    package var exitStatus: ExitStatus { .failed }
  }

  private let session: LockFreeSession
  private let pipeline: SyncPipeline<LockFreeSession>
  private let checks: ProposalChecks

  /// A search.
  ///
  /// - Parameters:
  ///   - checks: The declared checks that decide: those of them that are required, or all where none is.
  ///   - jobs: How many run side by side at the most.
  ///   - clock: Seconds since 1970.
  package init(
    _ session: LockFreeSession, checks: [CheckDefinition], jobs: Int = CheckRunner.defaultJobs,
    clock: @escaping @Sendable () -> Int
  ) {
    self.session = session
    pipeline = SyncPipeline(session, clock: clock)
    let required = checks.filter(\.isRequired)
    self.checks = ProposalChecks(
      required.isEmpty ? checks : required, builtIn: [], jobs: jobs, persistence: .stopsEarly)
  }

  /// Searches the candidates up to a tip.
  ///
  /// - Parameter progress: Called as things happen, from any thread.
  package func search(
    to tip: ObjectID, progress: @escaping @Sendable (Progress) -> Void
  ) async throws -> Outcome {
    var outcome = Outcome()
    outcome.candidates = try CandidateLine.candidates(
      of: session.edge, in: session.upstream, to: tip)
    let candidates = outcome.candidates
    var bisection = Bisection(count: candidates.count)
    while let index = bisection.next {
      try Task.checkCancellation()
      let candidate = index < 0 ? nil : candidates[index]
      progress(.trying(candidate, left: Self.triesLeft(bisection)))
      let (verdict, isRun) = try await verdict(on: candidate) { progress(.check($0)) }
      progress(.verdict(candidate, verdict))
      if isRun { outcome.runs += 1 } else if !verdict.isUntriable { outcome.reused += 1 }
      switch verdict {
      case .passes:
        if candidate == nil { outcome.presentPasses = true }
        bisection.take(.passes)
      case .fails(let results):
        if candidate == nil { outcome.presentPasses = false } else { outcome.checks = results }
        bisection.take(.fails)
      case .untriable(let reason):
        if let candidate { outcome.untriable.append((candidate, reason)) }
        bisection.take(.untriable)
      }
    }
    outcome.newestPassing = bisection.newestPassing.flatMap { $0 < 0 ? nil : candidates[$0] }
    outcome.broke = bisection.oldestFailing.map { candidates[$0] }
    if outcome.presentPasses == false { outcome.broke = nil }
    outcome.suspects = outcome.broke == nil ? [] : candidates[bisection.between].map { $0 }
    return outcome
  }

  /// How many more candidates may have to be tried.
  private static func triesLeft(_ bisection: Bisection) -> Int {
    var left = 0
    var open = bisection.between.count
    while open > 0 {
      left += 1
      open /= 2
    }
    return left
  }

  /// Tries a candidate, or what stands now.
  private func verdict(
    on candidate: ObjectID?, progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> (Verdict, isRun: Bool) {
    let results: [CheckResult]
    do {
      if let candidate {
        let request = SyncRequest(to: candidate, kind: .weekly)
        results = try await pipeline.check(request, checks, progress: progress).results
      } else {
        results = try await pipeline.checkPresent(checks, progress: progress).results
      }
    } catch let error as any ActionableError where candidate != nil && Self.isOfCandidate(error) {
      return (.untriable(error.message), false)
    }
    let isRun = results.contains { !$0.isCached && $0.state != .skipped }
    return (try Self.verdict(results), isRun)
  }

  /// Whether an error says something of the candidate, and not of the edge repo.
  private static func isOfCandidate(_ error: any ActionableError) -> Bool {
    switch error as any Error {
    case PlanError.refusedPaths, ManifestError.claimedTwice, ManifestError.namelessFile,
      GitError.tooLarge:
      true
    default: false
    }
  }

  private static func verdict(_ results: [CheckResult]) throws -> Verdict {
    if let result = results.first(where: { $0.exitStatus == CheckResult.untriable }) {
      return .untriable("\(result.name): exit status \(CheckResult.untriable)")
    }
    let failed = results.filter { $0.state == .failed || $0.state == .timedOut }
    if !failed.isEmpty { return .fails(results) }
    if let result = results.first(where: { $0.state == .skipped }) {
      throw CantTry(check: SafeText(result.name), reason: SafeText(result.reason ?? ""))
    }
    return .passes
  }
}

extension CandidateSearch.Verdict {
  /// What is kept of a verdict for the list of commits.
  package var mark: CommitVerdict {
    switch self {
    case .passes: .passes
    case .fails: .fails
    case .untriable: .untriable
    }
  }

  /// Whether the candidate can't be tried.
  fileprivate var isUntriable: Bool { mark == .untriable }
}
