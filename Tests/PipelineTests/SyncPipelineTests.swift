import Checks
import Journal
import Landing
import Pipeline
import Planning
import Rules
import Support
import SyncSupport
import Testing
import Upstream

/// What a pipeline leaves behind, whatever ends it; and what it does without the lock.
@Suite struct SyncPipelineTests {
  /// What ends the work on a proposal.
  enum Ending: CaseIterable {
    case passing, failing, stoppedAsItBegins, stoppedAtItsEnd, withoutResults, cancelled
  }

  private struct Stop: Error {}

  private static let clock: @Sendable () -> Int = { 1_790_000_000 }

  /// Checks that are declared nowhere and end as it is said.
  private static func checks(_ ending: Ending) -> ProposalChecks {
    ProposalChecks([]) { _ in
      if ending == .withoutResults { throw Stop() }
      return [
        CheckResult(
          name: "smoke", stage: .pre, state: ending == .failing ? .failed : .passed,
          isRequired: true, seconds: 1, date: clock(), reason: nil)
      ]
    }
  }

  /// Steps as they are told.
  private final class Told {
    var steps: [String] = []

    func step<Source>(
      _ step: SyncPipeline<Source>.Step, _ ending: Ending, in repo: AdoptedRepo
    ) throws {
      switch step {
      case .planned: steps.append("planned")
      case .proposed:
        steps.append("proposed")
        #expect(try SyncPipelineTests.references(in: repo).count == 1)
        if ending == .stoppedAsItBegins { throw Stop() }
        if ending == .cancelled { withUnsafeCurrentTask { $0?.cancel() } }
      case .checked(_, let results):
        steps.append("checked")
        #expect(
          results.map(\.name) == CheckDefinition.builtInNames + ["smoke"])
        if ending == .stoppedAtItsEnd { throw Stop() }
      }
    }
  }

  private static func references(in repo: AdoptedRepo) throws -> [String] {
    try repo.git.run("for-each-ref", "--format=%(refname)", "refs/edgesync").lines
  }

  private static func lockFree(
    _ repo: AdoptedRepo, for purpose: LockFreeSession.Purpose = .checks
  ) throws -> SyncPipeline<LockFreeSession> {
    let edge = try EdgeRepo(at: repo.root)
    return SyncPipeline(
      try LockFreeSession(edge, edge.upstream.open(), for: purpose, now: clock()), clock: clock)
  }

  @Test(arguments: [false, true], Ending.allCases)
  func aProposalIsDiscardedWhateverEndsIt(_ isLocked: Bool, _ ending: Ending) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let (head, told) = (try repo.git.line("rev-parse", "HEAD"), Told())
    let request = SyncRequest(to: try repo.candidate(1), kind: .weekly)
    var thrown: (any Error)?
    do {
      if isLocked {
        let outcome = try await SyncPipeline(repo.session(), clock: Self.clock).run(
          request, upTo: .checks, checks: Self.checks(ending), progress: { _ in }
        ) { try told.step($0, ending, in: repo) }
        guard case .checked = outcome else {
          Issue.record("it ended otherwise: \(outcome)")
          return
        }
      } else {
        _ = try await Self.lockFree(repo).check(
          request, Self.checks(ending), progress: { _ in }
        ) { try told.step($0, ending, in: repo) }
      }
    } catch {
      thrown = error
    }
    switch ending {
    case .passing, .failing: #expect(thrown == nil)
    case .stoppedAsItBegins, .stoppedAtItsEnd, .withoutResults: #expect(thrown is Stop)
    case .cancelled: #expect(thrown is CancellationError)
    }
    let isChecked = [.passing, .failing, .stoppedAtItsEnd].contains(ending)
    #expect(told.steps == ["planned", "proposed"] + (isChecked ? ["checked"] : []))
    #expect(try Self.references(in: repo) == [])
    #expect(try repo.git.line("rev-parse", "HEAD") == head)
    #expect(try repo.git.line("status", "--porcelain") == "")
  }

  @Test func whatIsCheckedNeedsNoLockAndNoWay() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let session = try repo.session()
    try RawFiles.write("mine\n", at: "services/api/app.py", below: repo.root)
    let request = SyncRequest(to: try repo.candidate(1), kind: .weekly)
    let failed = try await Self.lockFree(repo).check(
      request, Self.checks(.passing), progress: { _ in }
    ).results.filter { $0.state == .failed }
    #expect(failed.map(\.name) == ["no-local-modifications"])
    // A look at what would land is refused as the landing is, and isn't on record either.
    #expect(throws: PlanError.self) { try Self.lockFree(repo, for: .preview).plan(request) }
    #expect(try StateDatabase(in: session.edge.state).events().isEmpty)
    withExtendedLifetime(session) {}
  }

  @Test func whatChangesNothingIsCheckedAllTheSame() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let request = SyncRequest(to: try repo.candidate(0), kind: .weekly)
    let (proposal, results) = try await Self.lockFree(repo).check(
      request, Self.checks(.passing), progress: { _ in })
    #expect(proposal.plan.isEmpty && results.count == 4)
    #expect(try Self.references(in: repo) == [])
    let outcome = try await SyncPipeline(repo.session(), clock: Self.clock).run(
      request, checks: Self.checks(.passing), progress: { _ in }
    ) { _ in Issue.record("nothing happens") }
    guard case .nothing(_, pushedTo: nil) = outcome else {
      Issue.record("it ended otherwise: \(outcome)")
      return
    }
  }
}
