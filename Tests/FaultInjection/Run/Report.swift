/// What a run is summed up as.
package struct Report {
  private let seed: UInt64
  private let suites: [(suite: any FaultSuite, progress: SuiteProgress)]

  /// A report on what was done.
  package init(seed: UInt64, _ suites: [(suite: any FaultSuite, progress: SuiteProgress)]) {
    self.seed = seed
    self.suites = suites
  }

  /// How many cases showed a violation.
  package var violations: Int { suites.reduce(0) { $0 + $1.progress.violations.count } }

  /// The lines to print.
  package var lines: [String] {
    suites.flatMap { [summary($0.suite, $0.progress)] + details($0.suite, $0.progress) }
      + [
        "total: \(suites.reduce(0) { $0 + $1.progress.cases }) cases, \(violations) violations, seed \(seed)"
      ]
  }

  private func summary(_ suite: any FaultSuite, _ done: SuiteProgress) -> String {
    var words = ["\(done.cases) \(suite.unit)"]
    if let there = done.pointCount {
      words.append("\(done.points.count) of \(there) fault points")
    } else if !done.points.isEmpty {
      words.append("\(done.points.count) distinct points")
    }
    words += [
      "\(done.timedOut.count) time-outs", "\(done.skipped.values.reduce(0, +)) skipped",
      "\(done.violations.count) violations", "\(Int(done.seconds.rounded())) s",
      done.isComplete ? "complete" : "more to do",
    ]
    return "\(suite.name): " + words.joined(separator: ", ")
  }

  private func details(_ suite: any FaultSuite, _ done: SuiteProgress) -> [String] {
    done.skipped.sorted { $0.key < $1.key }.map { "  skipped \($0.value): \($0.key)" }
      + done.timedOut.map { "  timed out: \(reproducer(suite, $0))" }
      + done.violations.sorted { $0.key < $1.key }.map {
        "  VIOLATION \($0.value)\n    \(reproducer(suite, $0.key))"
      }
  }

  private func reproducer(_ suite: any FaultSuite, _ name: String) -> String {
    "make fault-injection SEED=\(seed) SUITE=\(suite.name) CASE=\(name)"
  }
}
