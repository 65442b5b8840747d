import Foundation
import Git
import Journal
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream
import Watching

/// An edge repo's metrics.
@Suite struct RepoMetricsTests {
  /// Names that would break a format: quotes, backslashes, ends of lines, escapes, what isn't seen, what looks like a
  /// sample or a comment.
  private static let hostile = [
    "plain", "a\"b\\c", "x\\", "\\n\"} 1\nedgesync_evil 1\n# EOF", "{a=\"b\"}", "# TYPE x gauge",
    "t\u{1B}[0mx\u{7}\r\u{2028}\u{202E}\u{0}", "=,}{ ", "", "日本",
    String(repeating: "y", count: 500),
  ]

  /// An edge repo that is behind, has drifted, and has run checks and benchmarks of hostile names.
  private static func facts() async throws -> RepoFacts {
    let checks = hostile.indices.map {
      "  - { name: \"c\($0) \\\"q\\\" \\\\ \\u202E {}=,# \\u2028\", run: make, benchmark: b.json, against: upstream }"
    }
    let pair = try EdgePair(manifest: "checks:\n" + checks.joined(separator: "\n") + "\n")
    let commits = try pair.advanceAsUsual()
    let root = pair.edge.git.folder
    _ = try await TestSync.pin(#require(ObjectID(hex: commits[0])), in: root)
    try pair.write("mine\n", to: "services/api/app.py")
    let edge = try EdgeRepo(at: root)
    let database = try StateDatabase(in: edge.state)
    for (outcome, date) in [("landed", 5), ("failed", 7), ("landed", 9)] {
      try database.recordRun(command: "daily", outcome: outcome, date: date)
    }
    for (index, name) in hostile.enumerated() {
      let check = edge.manifest.checks[index].name
      try database.record(
        CheckResult(
          name: check, stage: .pre, state: .timedOut, isRequired: true,
          seconds: 1.25, date: 5,
          benchmarks: [
            BenchmarkFigure(
              name: name, unit: hostile[hostile.count - 1 - index], value: 12.5, change: 0.07),
            // What looks the same once it is made safe.
            BenchmarkFigure(name: "\u{1B}", unit: "s", value: 1, change: 0),
            BenchmarkFigure(name: "^[", unit: "s", value: 2, change: 0),
          ]),
        for: .init(tree: .emptyTree, name: check, definition: "", environment: ""),
        on: Machine.identity)
    }
    return try RepoFacts(of: edge, database, now: EdgesyncProgram.now)
  }

  @Test func tellWhereTheRepoStands() async throws {
    let families = RepoMetrics(try await Self.facts(), version: "1.2.3").families
    let lines = OpenMetrics.text(families).split(separator: "\n").map(String.init)
    for line in [
      "edgesync_last_sync_timestamp_seconds{kind=\"weekly\"} 1790000000",
      "edgesync_last_run_timestamp_seconds{command=\"daily\",outcome=\"failed\"} 7",
      "edgesync_runs_total{command=\"daily\",outcome=\"landed\"} 2",
      "edgesync_behind_commits{group=\"synced\"} 2", "edgesync_behind_commits{group=\"outside\"} 1",
      "edgesync_behind_seconds 599400", "edgesync_drift_files 1", "edgesync_owed 0",
      "edgesync_follow_ups 0", "edgesync_held 0", "# UNIT edgesync_behind_seconds seconds",
      "# TYPE edgesync_runs counter",
      "edgesync_check_state{check=\"c0 \\\"q\\\" \\\\ <U+202E> {}=,# <U+2028>\",state=\"timed-out\"} 1",
      "edgesync_check_state{check=\"c0 \\\"q\\\" \\\\ <U+202E> {}=,# <U+2028>\",state=\"passed\"} 0",
      "edgesync_check_duration_seconds{check=\"c0 \\\"q\\\" \\\\ <U+202E> {}=,# <U+2028>\"} 1.25",
    ] {
      #expect(lines.contains(line), "\(line)")
    }
    #expect(
      lines.contains { $0.hasPrefix("edgesync_info{version=\"1.2.3\",upstream=\"../platform\"") })
    #expect(lines.contains { $0.hasPrefix("edgesync_benchmark{") && $0.hasSuffix("} 12.5") })
    #expect(
      lines.contains {
        $0.hasPrefix("edgesync_benchmark_change_ratio{")
          && $0.hasSuffix("against=\"upstream\"} 0.07")
      })
    #expect(lines.last == "# EOF" && lines.count { $0 == "# EOF" } == 1)
    #expect(!lines.contains { $0.hasPrefix("edgesync_evil") })
  }

  @Test func whatIsntKnownIsLeftOut() throws {
    let facts = RepoFacts(
      repo: "edge", upstream: ("https://git.example.com/platform.git", "main"), pin: .emptyTree,
      now: 5)
    let text = OpenMetrics.text(RepoMetrics(facts, version: "1").families)
    #expect(text.split(separator: "\n").filter { !$0.hasPrefix("#") }.count == 1)
    #expect(text.contains("edgesync_info{"))
  }

  private static let python = Python(importing: "prometheus_client")

  /// Reads metrics by the client library's own parser, of which a warning is an error; and again as collectors of
  /// files do, by Prometheus's older format.
  private static let reader = """
    import sys, warnings
    warnings.simplefilter("error")
    from prometheus_client.openmetrics.parser import text_string_to_metric_families as new
    from prometheus_client.parser import text_string_to_metric_families as old
    text = sys.stdin.buffer.read().decode()
    for family in new(text):
        assert family.documentation
        assert family.name.endswith(family.unit), family.unit
        print(family.name, family.type, family.unit, len(family.samples))
    print(len(list(old(text))) > 0)
    """

  @Test(.enabled(if: python != nil, "prometheus_client isn't installed"))
  func prometheusReadsThem() async throws {
    let python = try #require(Self.python)
    let text = OpenMetrics.text(RepoMetrics(try await Self.facts(), version: "1").families)
    let outcome = try python.run(Self.reader, input: Array(text.utf8))
    #expect(outcome.error.isEmpty, "\(String(decoding: outcome.error, as: UTF8.self))")
    #expect(
      outcome.text.split(separator: "\n").map(String.init) == [
        "edgesync_info gauge  1", "edgesync_last_sync_timestamp_seconds gauge seconds 1",
        "edgesync_last_run_timestamp_seconds gauge seconds 2", "edgesync_behind_commits gauge  2",
        "edgesync_behind_seconds gauge seconds 1", "edgesync_drift_files gauge  1",
        "edgesync_owed gauge  1", "edgesync_follow_ups gauge  1", "edgesync_held gauge  1",
        "edgesync_check_state gauge  66", "edgesync_check_duration_seconds gauge seconds 11",
        "edgesync_benchmark gauge  22", "edgesync_benchmark_change_ratio gauge ratio 22",
        "edgesync_runs counter  2", "True",
      ])
  }
}
