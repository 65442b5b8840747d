import Checks
import Git
import Journal
@testable import Pipeline
import Reports
import Testing
import Text

@Suite struct SearchReportTests {
  private func report(_ outcome: CandidateSearch.Outcome) throws -> String {
    try SearchReport.lines(outcome, now: Samples.now) { id in
      Samples.commit(String(id.short.string), "Change it")
    }.plain
  }

  @Test func tellsWhatBrokeThem() throws {
    var outcome = CandidateSearch.Outcome()
    outcome.candidates = ["a1", "a2", "a3", "a4"].map(Samples.id)
    outcome.newestPassing = Samples.id("a1")
    outcome.broke = Samples.id("a3")
    outcome.suspects = [Samples.id("a2")]
    outcome.untriable = [(Samples.id("a2"), "it conflicts")]
    (outcome.runs, outcome.reused) = (2, 1)
    outcome.checks = [
      CheckReportTests.result(),
      CheckReportTests.result("smoke", .failed) {
        $0.failures = [.init(name: "one", message: "")]
      },
    ]
    #expect(SearchReport.title(of: outcome) == "What broke the checks")
    #expect(
      try report(outcome) == """
        newest that passes: a100000 “Change it”, Ana Silva, 2025-11-16
        broken by: a300000 “Change it”, Ana Silva, 2025-11-16
            ✗ smoke failed, 1.4 s
                one
        or by one of those before it that can't be tried: a200000
        4 candidates: 2 runs, 1 known already, 1 can't be tried
        """)
  }

  @Test func tellsWhyNothingWasFound() throws {
    var outcome = CandidateSearch.Outcome()
    #expect(
      try report(outcome) == "Nothing to try: no commit since the pin changes a synced file.")
    outcome.candidates = [Samples.id("a1")]
    outcome.untriable = [(Samples.id("a1"), "it conflicts")]
    #expect(SearchReport.title(of: outcome) == "Nothing could be tried")
    #expect(
      try report(outcome) == """
        no candidate could be tried: it conflicts
        1 candidate: 0 runs, 0 known already, 1 can't be tried
        """)
    outcome.presentPasses = true
    #expect(try report(outcome).hasPrefix("no candidate passes; the current tree does\n"))
    outcome.presentPasses = false
    #expect(SearchReport.title(of: outcome) == "The checks fail at the pin already")
    #expect(try report(outcome).hasPrefix("nothing passes: the current tree fails too\n"))
  }

  @Test func tellsHowItGoesOn() {
    let failed = [CheckReportTests.result(), CheckReportTests.result("smoke", .failed)]
    let steps: [CandidateSearch.Progress] = [
      .trying(Samples.id("a1"), left: 3), .check(.finished(failed[0])),
      .verdict(Samples.id("a1"), .fails(failed)), .verdict(nil, .passes),
      .verdict(Samples.id("a2"), .untriable("it conflicts")),
    ]
    #expect(
      steps.flatMap { SearchReport.lines($0, now: Samples.now) }.plain == """
        ◐ Searching for what broke the checks: a100000, at most about 3 more to try
        ✗ a100000 fails
            ✗ smoke failed, 1.4 s
        ✓ the current tree passes
        ○ a200000 can't be tried: it conflicts
        """)
  }
}
