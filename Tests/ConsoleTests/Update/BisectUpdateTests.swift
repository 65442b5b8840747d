import Git
import Testing
import Text

@testable import Console

/// The search for the commit that broke the checks.
@Suite struct BisectUpdateTests {
  private static func done(newestPassing digit: Int?) -> UpdateRow.Step {
    .message(
      .bisect(
        .done(
          newestPassing: digit.map(LiteralModel.id), title: "Found", [Line("4444444 broke them")])))
  }

  private static let step = UpdateRow.Step.message(
    .bisect(.step(Bisect(tip: LiteralModel.id(4), candidate: LiteralModel.id(3), left: 1))))

  static let rows = [
    UpdateRow("b", gives: [.asks("checks.bisect 4"), .shows("stops it")]),
    UpdateRow("down b", gives: [.asks("checks.bisect 3")]),
    UpdateRow("b b", gives: [.asks("checks.stop"), .said("stopping the search")]),
    UpdateRow("v b", gives: [.asks(), .said("\(Action.bisect.title): checks are running")]),
    UpdateRow(
      "end b",
      gives: [.asks(), .said("\(Action.bisect.title): go to a commit past the pin first")]),
    UpdateRow("b", step, gives: [.shows("3333333, at most about 1")]),
    // The one to take is the candidate then.
    UpdateRow(
      "b", done(newestPassing: 3),
      gives: [
        .over("TextScreen"), .shows("Found"), .shows("4444444 broke them"), .commit("3"),
        .candidate(3), .asksAlso("checks.loadKnown 3"),
      ]),
    UpdateRow("space b", done(newestPassing: 3), gives: [.commit("3"), .candidate(3)]),
    // A person who has gone on meanwhile isn't taken back.
    UpdateRow("b end", done(newestPassing: 3), gives: [.over("TextScreen"), .commit("pin")]),
    UpdateRow("b", done(newestPassing: nil), gives: [.over("TextScreen"), .commit("4")]),
    UpdateRow("b", done(newestPassing: 9), gives: [.over("TextScreen"), .commit("4")]),
    UpdateRow(
      "b", .message(.bisect(.stopped)),
      gives: [.said("the search is stopped; b goes on with what is known"), .lacks("stops it")]),
    UpdateRow(
      "b", .message(.bisect(.failed("no such program"))),
      gives: [.over("TextScreen"), .shows("no such program"), .lacks("stops it")]),
    UpdateRow("b", .message(.bisect(.stopped)), "v", gives: [.asks("checks.run 4")]),
  ]

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
