import Git
import Pipeline
import Planning
import Reports
import Rules
import Text
import Upstream

extension CheckCommand {
  /// Searches the candidates for the newest that passes; tells whether one does.
  func search() async throws -> Bool {
    let edge = try directory.open()
    let upstream = try await directory.openUpstream(of: edge)
    try Planner(edge, upstream).refuseUncommittedManifest()
    let definitions = try selected(of: edge)
    guard !definitions.isEmpty else { throw NoChecks() }
    let tip =
      try commit.map { try upstream.resolveCommit($0) } ?? edge.upstream.tip(in: upstream)
    let session = try LockFreeSession(edge, upstream, for: .checks, now: SystemClock.now())
    let search = CandidateSearch(
      session, checks: definitions, jobs: jobs, clock: SystemClock.now)
    let outcome = try await search.search(to: tip) { [json] progress in
      if json { return }
      for line in SearchReport.lines(progress, now: SystemClock.now()) {
        StandardError.write(line.text)
      }
    }
    let output = StandardOutput()
    if json {
      try output.write(Self.document(outcome, edge).encoded + [0x0A])
    } else {
      try output.lines(
        SearchReport.lines(outcome, now: SystemClock.now()) { try upstream.commit($0) })
      if let passing = outcome.newestPassing {
        try output.line("Take it with `edgesync pin \(passing.short)`.")
      }
    }
    try output.flush()
    return outcome.newestPassing != nil || outcome.presentPasses ?? true
  }

  private static func document(
    _ outcome: CandidateSearch.Outcome, _ edge: EdgeRepo
  ) -> JSONValue {
    [
      "pin": .string(edge.lock.pin.id.hex), "candidates": .int(outcome.candidates.count),
      "newestPassing": .optional(outcome.newestPassing), "broke": .optional(outcome.broke),
      "suspects": .array(outcome.suspects.map { .string($0.hex) }),
      "pinPasses": outcome.presentPasses.map { .bool($0) } ?? .null,
      "runs": .int(outcome.runs), "reused": .int(outcome.reused),
      "untriable": .array(
        outcome.untriable.map {
          ["commit": .string($0.commit.hex), "reason": .string($0.reason.string)]
        }),
      "checks": .array(outcome.checks.map { .check($0) }),
    ]
  }

  /// There is nothing by which a candidate could pass or fail.
  private struct NoChecks: ActionableError {
    var what: SafeText { "there is no check to try candidates with" }
    var why: SafeText { "edgesync.yml declares no such check" }
    var remedy: SafeText { "Declare one under `checks`, and commit that" }
    var exitStatus: ExitStatus { .failed }
  }
}
