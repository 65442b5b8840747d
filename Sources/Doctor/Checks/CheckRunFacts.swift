import Journal
import Planning
import Rules
import Text

/// How the manifest's checks ended when they last ran here.
struct CheckRunFacts {
  /// A check that didn't pass.
  struct Failed {
    let check: CheckDefinition
    let state: CheckResult.State
  }

  /// The checks that failed.
  let failed: [Failed]
  /// Benchmarks that were slower than what they are measured against, each with its figure.
  let slower: [(check: CheckDefinition, figure: BenchmarkFigure)]

  /// Reads what was recorded.
  init(_ manifest: Manifest, _ database: StateDatabase) {
    let trends = (try? RepoStatus.checkTrends(of: manifest, in: database)) ?? []
    let measured = (try? database.measurements(on: Machine.identity, limit: 1)) ?? []
    failed = manifest.checks.compactMap { check in
      guard let run = trends.first(where: { $0.name == check.name })?.runs.first,
        run.state == .failed || run.state == .timedOut
      else { return nil }
      return Failed(check: check, state: run.state)
    }
    slower = manifest.checks.compactMap { check in
      measured.last { $0.check == check.name }?.figures.first { $0.verdict == .slower }
        .map { (check, $0) }
    }
  }

  var findings: [Finding] {
    failed.map { failed in
      let name = SafeText(failed.check.name)
      let ended: SafeText = failed.state == .timedOut ? "took too long" : "failed"
      let fix: SafeText = "edgesync check --fresh --only \(word: failed.check.name)"
      switch failed.check.work {
      case .build:
        return Finding(
          .checkBuildFailed,
          "the build \(name) \(ended): see to edge-specific dependencies, then run it again",
          fix: fix)
      case .run where failed.check.junit != nil:
        return Finding(
          .checkTestsFailed,
          "the tests of \(name) \(ended): see to the edge environment, then run it again",
          fix: fix)
      case .run, .service:
        return Finding(.checkFailed, "the check \(name) \(ended) when it last ran", fix: fix)
      }
    }
      + slower.map { check, figure in
        Finding(
          .benchmarkSlower, "\(SafeText(check.name)): \(figure.line)",
          fix: "edgesync check --fresh --only \(word: check.name)")
      }
  }
}
