import Fleet
import Git
import Journal
import Testing
import Text

/// Which edge repo needs somebody most, and what is to be done there.
@Suite struct FleetNeedTests {
  private static let day = 86_400

  private static func check(_ state: CheckResult.State, required: Bool = true) -> FleetFacts.Check {
    FleetFacts.Check(
      name: "unit tests", state: state, date: FleetRows.now, isRequired: required)
  }

  @Test func needAndNextStepFollowFromTheFacts() throws {
    let table: [(FleetFacts, FleetNeed, String?)] = [
      (try FleetRows.facts(), .fine, nil),
      (try FleetRows.facts(age: 400 * Self.day), .fine, nil),
      (try FleetRows.facts(behind: 3, age: 7 * Self.day), .behind, "edgesync review"),
      (try FleetRows.facts(behind: 3, age: 9 * Self.day), .behind, "edgesync review"),
      (try FleetRows.facts(behind: 3) { $0.isStale = true }, .stale, "edgesync review"),
      (try FleetRows.facts { $0.reviews = 1 }, .stale, "edgesync review"),
      (
        try FleetRows.facts(behind: 1) { ($0.overrides, $0.firstOverride) = (2, "a/it's.txt") },
        .stale, "edgesync carry -- 'a/it'\\''s.txt'"
      ),
      (try FleetRows.facts { $0.drift = 1 }, .drift, "edgesync verify"),
      (try FleetRows.facts { $0.strays = 1 }, .drift, "edgesync verify"),
      (
        try FleetRows.facts {
          ($0.drift, $0.lastFailure) = (1, FleetRows.failure("refused", "app.py was modified"))
        }, .drift, "edgesync verify"
      ),
      (
        try FleetRows.facts {
          ($0.drift, $0.lastFailure) = (1, FleetRows.failure("failed", "no network"))
        }, .failed, "edgesync daily"
      ),
      (
        try FleetRows.facts { $0.lastFailure = FleetRows.failure("refused", "held") }, .failed,
        "edgesync daily"
      ),
      (try FleetRows.facts { $0.checks = [Self.check(.failed)] }, .failed, "edgesync check"),
      (try FleetRows.facts { $0.checks = [Self.check(.timedOut)] }, .failed, "edgesync check"),
      (try FleetRows.facts { $0.checks = [Self.check(.failed, required: false)] }, .fine, nil),
      (try FleetRows.facts { $0.checks = [Self.check(.overridden)] }, .fine, nil),
      (try FleetRows.facts { $0.isMoved = true }, .failed, "edgesync status"),
    ]
    for (facts, need, next) in table {
      #expect(facts.need == need)
      #expect(facts.next?.string == next)
    }
  }

  @Test func whatNeedsSomebodyMostComesFirst() throws {
    let rows = [
      FleetRows.row("fine", .read(try FleetRows.facts())),
      FleetRows.row("b", .read(try FleetRows.facts(behind: 2))),
      FleetRows.row("a", .read(try FleetRows.facts(behind: 2))),
      FleetRows.row("further", .read(try FleetRows.facts(behind: 5))),
      FleetRows.row("stale", .read(try FleetRows.facts(behind: 1) { $0.isStale = true })),
      FleetRows.row("drift", .read(try FleetRows.facts { $0.drift = 1 })),
      FleetRows.row("failed", .read(try FleetRows.facts { $0.isMoved = true })),
      FleetRows.row("gone", .unreadable("it can't be read", next: "edgesync status")),
    ]
    for order in [rows, rows.reversed()] {
      #expect(
        order.sorted(by: FleetRow.comesFirst).map(\.edge.name) == [
          "gone", "failed", "drift", "stale", "further", "a", "b", "fine",
        ])
    }
  }

  @Test func theReportHasALineAnEdgeRepoAndTheNextStep() throws {
    let rows = [
      FleetRows.row("north", .unreadable("it can't be reached", next: "edgesync status")),
      FleetRows.row(
        "south",
        .read(
          try FleetRows.facts(behind: 12) {
            ($0.overrides, $0.firstOverride) = (1, "a.txt")
            $0.checks = [Self.check(.passed)]
          })), FleetRows.row("west", .read(try FleetRows.facts())),
    ]
    let lines = FleetReport(rows, now: FleetRows.now).lines.map(\.text.string)
    #expect(
      lines == [
        "3 edge repos: 1 failed, 1 stale, 1 fine",
        "as of 2 hours ago or later; --fetch looks again",
        "", "✗ north  failed  ", "  it can't be reached", "  next: edgesync status",
        "! south  stale   4f4f4f4 12 commits behind  never synced  1 pending  ✓",
        "  next: edgesync carry -- a.txt",
        "✓ west   fine    4f4f4f4 up to date         never synced  ",
      ])
  }
}
