import Checks
import Git
import Journal
import Rules
import Terminal
import Testing
import Text

@testable import Console
@testable import Planning

/// Running a candidate's checks, and what comes of them.
@Suite struct ChecksUpdateTests {
  static func result(
    _ name: String, _ state: CheckResult.State = .passed, because reason: String? = nil,
    isRequired: Bool = true
  ) -> CheckResult {
    CheckResult(
      name: name, stage: .post, state: state, isRequired: isRequired, seconds: 1, date: 1999,
      reason: reason)
  }

  /// The results of all checks, of which `tests` ends in a state.
  static func results(tests state: CheckResult.State = .passed) -> [CheckResult] {
    CheckDefinition.builtInNames.map { result($0) } + [result("tests", state, because: "it broke")]
  }

  /// What is known of the newest commit's checks, on the tree of a digit.
  static func known(_ results: [CheckResult], tree: Int = 5) -> UpdateRow.Step {
    .message(.checks(.known(LiteralModel.id(4), tree: LiteralModel.id(tree), results)))
  }

  private static func progress(_ progress: CheckProgress) -> UpdateRow.Step {
    .message(.checks(.progress(LiteralModel.id(4), progress)))
  }

  private static func ended(because failure: SafeText? = nil) -> UpdateRow.Step {
    .message(.checks(.ended(LiteralModel.id(4), failure: failure)))
  }

  /// Earlier runs: one that passed, one that did not, and one later than what is shown.
  private static let trends = UpdateRow.Step.message(
    .checks(
      .trends(
        [
          .init(
            name: "tests",
            runs: [
              .init(state: .passed, seconds: 9, date: 1999),
              .init(state: .failed, seconds: 8, date: 1600),
              .init(state: .passed, seconds: 2, date: 1500),
            ])
        ], [.init(check: "tests", name: "latency", unit: "ms", values: [4, 8])])))
  private static let started = progress(.started(name: "tests", lastSeconds: nil))

  static let messages = [
    UpdateRow(known([result("tests")]), gives: [.shows("✓ 1 passed")]),
    UpdateRow(known(results()), gives: [.shows("✓ 4 passed"), .shows("checks 4✓")]),
    UpdateRow(
      known(results(tests: .failed)),
      gives: [.shows("✗ tests  it broke"), .shows("checks 3✓ 1✗")]),
    UpdateRow("v", known([result("tests")]), leaves: [.lacks("passed")]),
    // A result is never shown of another tree than the one that would land.
    UpdateRow(
      known(results()), .message(.checks(.begun(LiteralModel.id(4), tree: LiteralModel.id(6)))),
      gives: [.lacks("passed"), .shows("not checked")]),
    UpdateRow(
      known(results()), .message(.checks(.begun(LiteralModel.id(4), tree: LiteralModel.id(5)))),
      leaves: [.shows("✓ 4 passed")]),
    UpdateRow("v", started, gives: [.shows("tests  running for 0 s")]),
    UpdateRow("v", started, .message(.tick(2007)), gives: [.shows("tests  running for 7 s")]),
    UpdateRow(
      "v 4 end enter", started, progress(.output(name: "tests", bytes: Array("hello\n".utf8))),
      gives: [.shows("hello"), .shows("tests, 4444444")]),
    // Below the checks stands what the one under the cursor printed, found and measured.
    UpdateRow(
      "v 4 end", started, progress(.output(name: "tests", bytes: Array("hello\n".utf8))),
      gives: [.shows("hello")]),
    UpdateRow(
      "v 4", started, progress(.output(name: "tests", bytes: Array("hello\n".utf8))),
      leaves: [.lacks("hello")]),
    UpdateRow(
      known(results()), "4 end", trends,
      gives: [.shows("1.0 s, last 2.0 s"), .shows("latency ▄█ 8 ms")]),
    UpdateRow(
      "v", started, progress(.finished(result("tests", .failed, because: "it broke"))),
      gives: [.shows("✗ tests  it broke")]),
    UpdateRow(
      "v", started, progress(.finished(result("tests", .failed))), ended(),
      gives: [.said("4444444: tests failed; 4 shows why"), .lacks("checking 0/")]),
    UpdateRow(
      "4 v", started, progress(.finished(result("tests", .failed))), ended(),
      gives: [.said("4444444: tests failed")]),
    UpdateRow(
      "v", started, progress(.finished(result("tests", .failed, isRequired: false))), ended(),
      gives: [.said("4444444: tests failed, not required; 4 shows why")]),
    UpdateRow(
      "v", started, progress(.finished(result("tests", .cancelled))),
      gives: [.shows("○ tests  stopped")]),
    UpdateRow(
      known(results()), "v", ended(), gives: [.said("4444444: 4 checks passed")]),
    UpdateRow("v", ended(), gives: [.said("4444444: 0 checks passed, 4 not run")]),
    UpdateRow(
      "v", ended(because: "no such program"),
      gives: [
        .over("TextScreen"), .shows("The checks couldn't run"), .shows("no such program"),
      ]),
    UpdateRow(
      .message(.commits(.verdicts([LiteralModel.id(3): .fails]))), gives: [.shows("✗")]),
  ]

  static let keys = [
    UpdateRow("v", gives: [.asks("checks.run 4"), .shows("checking 0/")]),
    UpdateRow(
      .small, "v", .message(.input(.resize(Size(width: 40, height: 10)))), gives: [.shows("◐0/4")]),
    UpdateRow("v v", gives: [.said("stopping the checks"), .asks("checks.stop")]),
    UpdateRow("v", ended(), "v", gives: [.asks("checks.run 4")]),
    UpdateRow(
      "v down v",
      gives: [.said("validate, or stop it: another commit's checks are running"), .asks()]),
    UpdateRow(
      "v V", gives: [.said("choose checks to run: checks are running"), .over()]),
    UpdateRow(
      "end v",
      gives: [.said("this is the pin; `edgesync check` validates the repo as it is"), .asks()]),
    UpdateRow("space down v", gives: [.asks("checks.run 4")]),
    UpdateRow("V", gives: [.over("CheckChooser"), .marked("[x] tests")]),
    UpdateRow("V space", gives: [.marked("[ ] tests")]),
    UpdateRow("V space space enter", gives: [.asks("checks.run 4 tests"), .over()]),
    UpdateRow("V esc", gives: [.over()]),
    UpdateRow("4 down", gives: [.check(CheckDefinition.builtInNames[1])]),
    UpdateRow("4 end enter", gives: [.over("TextScreen"), .shows("tests, 4444444")]),
    UpdateRow("4 end enter esc", gives: [.over(), .focus(.validation)]),
  ]

  /// Nothing of upstream's runs here before somebody has said that it may, or has read it.
  static func consents() throws -> [UpdateRow] {
    let unasked = UpdateRow.Step.message(
      .repo(.opened(try LiteralModel.summary(runsChecks: false), reviewed: [])))
    return [
      UpdateRow(.unasked, "v", gives: [.over("ConsentDialog"), .asks(), .lacks("checking 0/")]),
      UpdateRow(.unasked, "v enter", gives: [.over(), .asks("checks.allow", "checks.run 4")]),
      UpdateRow(.unasked, "v esc", gives: [.over(), .asks()]),
      UpdateRow(.unasked, "V enter", gives: [.over("ConsentDialog"), .asks()]),
      UpdateRow(.unasked, "b", gives: [.over("ConsentDialog"), .asks()]),
      UpdateRow(.unasked, "b enter", gives: [.asks("checks.allow", "checks.bisect 4")]),
      UpdateRow(.unasked, "x up v", gives: [.asks("checks.run 4"), .over()]),
      // A search tries what is below as well, which nobody has read.
      UpdateRow(.unasked, "x up b", gives: [.over("ConsentDialog"), .asks()]),
      UpdateRow(.unasked, "x x x up up up b", gives: [.asks("checks.bisect 4")]),
      // What was read before the answer was kept doesn't take it back.
      UpdateRow(.unasked, "v enter", ended(), unasked, "v", gives: [.asks("checks.run 4")]),
    ]
  }

  static func rows() throws -> [UpdateRow] { try messages + keys + consents() }

  @Test(arguments: try rows()) func becomes(_ row: UpdateRow) throws { try row.check() }
}
