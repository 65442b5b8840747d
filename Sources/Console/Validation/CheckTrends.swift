import Journal
import Planning

/// How checks went before, by their names.
struct CheckTrends: Sendable {
  private var runs: [String: [RepoStatus.CheckTrend.Run]] = [:]
  private var benchmarks: [String: [RepoStatus.BenchmarkTrend]] = [:]

  /// Nothing is known.
  init() {}

  init(_ checks: [RepoStatus.CheckTrend], _ benchmarks: [RepoStatus.BenchmarkTrend]) {
    for check in checks { runs[check.name] = check.runs }
    self.benchmarks = Dictionary(grouping: benchmarks, by: \.check)
  }

  /// Seconds that a check took when it last passed before a result; nil where that isn't known.
  func lastSeconds(before result: CheckResult) -> Double? {
    runs[result.name]?.first { $0.state == .passed && $0.date < result.date }?.seconds
  }

  /// What a check's benchmark measured lately.
  func benchmarks(of check: String) -> [RepoStatus.BenchmarkTrend] { benchmarks[check] ?? [] }
}
