import Git
import Journal
import Reports
import Rules
import Testing
import Text

@Suite struct CheckReportTests {
  /// A result, of which each case changes what it is about.
  static func result(
    _ name: String = "unit tests", _ state: CheckResult.State = .passed, isRequired: Bool = true,
    _ change: (inout CheckResult) -> Void = { _ in }
  ) -> CheckResult {
    var result = CheckResult(
      name: name, stage: .pre, state: state, isRequired: isRequired, seconds: 1.44,
      date: Samples.now - 7200)
    change(&result)
    return result
  }

  static let results: [(CheckResult, String)] = [
    (result(), "✓ unit tests passed, 1.4 s"),
    (result { $0.seconds = 0.01 }, "✓ unit tests passed"),
    (
      result("unit tests", .failed) {
        ($0.reason, $0.tests) = ("exit status 1", 12)
      }, "✗ unit tests failed: exit status 1, 12 tests, 1.4 s"
    ),
    (
      result("smoke", .timedOut, isRequired: false) {
        ($0.reason, $0.sandbox) = ("it took longer than 5 s", .bwrap)
      },
      "✗ smoke not required, timed-out: it took longer than 5 s, in a sandbox (bwrap), 1.4 s"
    ),
    (
      result("unit tests", .passed, isRequired: false) {
        ($0.isCached, $0.isFlaky, $0.sandbox) = (true, true, .off)
      },
      "✓ unit tests passed, ran 2 hours ago on this same tree, flaky: it has both passed and failed on this same tree, 1.4 s"
    ),
    (result("smoke", .skipped) { $0.seconds = 0 }, "○ smoke skipped"),
    (result("smoke", .overridden), "! smoke overridden, 1.4 s"),
    (result("a\u{1B}[2J", .passed), "✓ a^[[2J passed, 1.4 s"),
  ]

  @Test(arguments: results) func tellsAResultOnALine(_ result: CheckResult, _ text: String) {
    #expect(CheckReport.line(result, now: Samples.now).text.string == text)
  }

  @Test func tellsWhatBegins() {
    #expect(CheckReport.started("smoke", lastSeconds: nil).text == "◐ smoke")
    #expect(CheckReport.started("smoke", lastSeconds: 75).text == "◐ smoke, about 1 min 15 s")
  }

  @Test func tellsWhatACheckFound() {
    let result = Self.result("unit tests", .failed) { result in
      result.failures = ["one", "two", "three"].map { .init(name: $0, message: "500 == 200") }
      result.failures[0].isNew = false
      result.failures[1].isNew = true
      result.fixed = ["four", "five", "six"]
      result.benchmarks = [
        BenchmarkFigure(
          name: "latency", unit: "ms", value: 12.4, baseline: 11.6, change: 0.069,
          verdict: .slower, samples: [1, 4, 8])
      ]
    }
    #expect(
      CheckReport.details(result, atMost: 2).plain == """
        still: one: 500 == 200
        new: two: 500 == 200
        and 1 more
        fixed since the pin: four, five and 1 more
        latency 12.4 ms, against 11.6 ms: slower by 6.9 %
          runs ▁▄█
        """)
    #expect(CheckReport.details(Self.result()) == [])
  }

  @Test func tellsOfAllTogether() {
    let results = [Self.result(), Self.result("smoke", .failed)]
    #expect(
      CheckReport.summary(results, of: Samples.id("5d2ebba"), tree: Samples.id("abc1234")).text
        == "✗ 5d2ebba: 1 of 2 checks passed, tree abc1234")
  }
}
