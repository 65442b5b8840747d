import Git
import Terminal
import Testing
import Text

@testable import Console

/// The edge repo: opening it, fetching, looking at it again; and what is told of everything.
@Suite struct RepoUpdateTests {
  private static func opened(
    pin: Int = 1, checks: [String] = ["tests"]
  ) throws -> UpdateRow.Step {
    .message(.repo(.opened(try LiteralModel.summary(pin: pin, checks: checks), reviewed: [])))
  }

  private static func listed(_ digits: [Int], as number: Int) -> UpdateRow.Step {
    .message(.commits(.found(digits.map(LiteralModel.commit), listing: number)))
  }

  private static let failed = UpdateRow.Step.message(.repo(.openFailed("no edgesync.yml here")))
  private static let unreadable = UpdateRow.Step.message(.repo(.positionFailed("no such object")))

  @Test(arguments: try openings() + listings())
  func opens(_ row: UpdateRow) throws { try row.check() }

  static func openings() throws -> [UpdateRow] {
    [
      UpdateRow(
        .opening, try opened(),
        gives: [
          .asks("commits.list 1", "repo.loadPosition", "commits.loadVerdicts", "repo.examine"),
          .shows("edge  ⟵ platform main"), .shows("pin 1111111"),
        ]),
      UpdateRow(
        .opening, .message(.repo(.unfetched(try LiteralModel.summary()))),
        gives: [.asks("repo.fetch"), .shows("fetching upstream for the first time")]),
      UpdateRow(
        .opening, failed,
        gives: [.shows("This repo can't be reviewed"), .shows("no edgesync.yml here")]),
      UpdateRow(.opening, failed, "r", gives: [.asks("repo.open"), .shows("reloading")]),
      UpdateRow(
        .opening, failed, "p",
        gives: [.said("pin: this repo can't be reviewed; r tries again"), .over()]),
      UpdateRow(.opening, failed, try opened(), gives: [.lacks("can't be reviewed")]),
      UpdateRow(.opening, "p", gives: [.said("pin: the repo is still being opened"), .over()]),
      UpdateRow(.opening, "q", gives: [.leaves]),
      UpdateRow("ctrl-c", gives: [.leaves]),
      UpdateRow("3 ctrl-c", gives: [.focus(.files)]),
      UpdateRow("2 q", gives: [.focus(.commits)]),
      UpdateRow("v q", gives: [.leaves, .asks("checks.stop")]),
    ]
  }

  /// Listed anew, the cursor stays on its commit; at another pin, everything begins from the top.
  static func listings() throws -> [UpdateRow] {
    [
      UpdateRow(
        "down", try opened(), listed([5, 4, 3, 2], as: 2),
        gives: [.commit("3"), .candidate(3), .shows("Commits 4…")]),
      UpdateRow(
        "end", try opened(), listed([5, 4, 3, 2], as: 2),
        gives: [.commit("pin"), .shows("Commits 4…")]),
      UpdateRow(
        "down", try opened(pin: 2),
        gives: [
          .commit("pin"), .shows("pin 2222222"),
          .asksAlso("commits.list 2"),
        ]),
      UpdateRow("down", try opened(pin: 2), listed([5, 4], as: 2), gives: [.commit("5")]),
      UpdateRow(
        "space", try opened(), listed([5], as: 2), .message(.commits(.complete(listing: 2))),
        gives: [
          .candidate(5), .said("4444444 isn't listed any more; the candidate follows the cursor"),
        ]),
      UpdateRow(
        try opened(), listed([5, 4, 3, 2], as: 2), .message(.commits(.complete(listing: 2))),
        gives: [.shows("Commits 4 ")]),
    ]
  }

  static let messages = [
    UpdateRow(
      .message(.repo(.position(LiteralModel.position(drift: 2)))),
      gives: [.shows("2 files drifted"), .shows("3 behind: 2 synced, 1 override")]),
    UpdateRow(
      .message(.repo(.position(LiteralModel.position(isRewritten: true)))),
      gives: [.shows("history rewritten"), .shows("no drift")]),
    UpdateRow(
      unreadable,
      gives: [
        .over("TextScreen"), .shows("This repo's status can't be read"),
        .shows("no such object"),
      ]),
    UpdateRow(unreadable, unreadable, leaves: [.over("TextScreen")]),
    UpdateRow(.message(.repo(.changedOutside)), gives: [.asksAlso("repo.open")]),
    UpdateRow("H w enter", .message(.repo(.changedOutside)), leaves: [.over("HoldDialog")]),
    UpdateRow(
      .message(.repo(.edited("a/one"))),
      gives: [
        .said("a/one is synced: what you change here is drift; change it upstream"),
        .asksAlso("repo.open"),
      ]),
    UpdateRow(
      .read, .message(.repo(.edited("a/req"))), gives: [.said(nil), .asksAlso("repo.open")]),
    UpdateRow(
      "f", .message(.repo(.fetching("receiving 5 of 9"))), gives: [.shows("receiving 5 of 9")]),
    UpdateRow(
      "f", .message(.repo(.fetched("2 commits came"))),
      gives: [.said("2 commits came"), .asksAlso("repo.open"), .lacks("stops it")]),
    UpdateRow(
      "f", .message(.repo(.fetchFailed("no route to host"))),
      gives: [
        .over("TextScreen"), .shows("The fetch failed"), .shows("no route to host"),
        .lacks("stops it"),
      ]),
    UpdateRow(
      "f", .message(.repo(.fetchFailed("no route"))), "enter f", gives: [.asks("repo.fetch")]),
    UpdateRow(.message(.tick(2001)), leaves: []),
    UpdateRow(.message(.tick(2002)), gives: [.asks("repo.look")]),
    UpdateRow(.message(.touched), leaves: []),
    UpdateRow(.message(.touched), .message(.tick(2001)), gives: [.asks("repo.look")]),
    UpdateRow(.opening, .message(.touched), .message(.tick(2009)), leaves: []),
    UpdateRow(.message(.tick(2002 + 3600)), gives: [.shows("pin 1111111 · 1 hour")]),
  ]

  static let others = [
    UpdateRow(.message(.notice(Notice(.done, "well done"))), gives: [.said("well done")]),
    UpdateRow(
      .message(
        .notice(Notice(.failure, SafeText(String(repeating: "word ", count: 200) + "last")))),
      gives: [.said(nil), .over("TextScreen"), .shows("It failed"), .shows("last")]),
    UpdateRow(
      .message(.failed(title: "It broke", "because")),
      gives: [.over("TextScreen"), .shows("It broke"), .shows("because")]),
    UpdateRow(.message(.failed(title: "It broke", "because")), "enter", gives: [.over()]),
    UpdateRow(
      .message(.input(.resize(Size(width: 80, height: 24)))),
      gives: [.shows(" 1 Commits "), .lacks("Files  pin")]),
    UpdateRow(
      .message(.input(.resize(Size(width: 39, height: 9)))), gives: [.shows("edgesync needs 40×10")]
    ),
  ]

  @Test(arguments: messages + others) func becomes(_ row: UpdateRow) throws { try row.check() }
}
