import Git
import Journal
import Rules
import Testing
import Text

@testable import Console
@testable import Planning

/// Screens of their own: the changelog, an event, a message, the status, help, themes, commands.
@Suite struct TextsUpdateTests {
  static func event(
    _ id: String, _ outcome: SyncEvent.Outcome = .landed, commit: Int? = 3
  ) -> SyncEvent {
    SyncEvent(
      id: id, kind: .weekly, outcome: outcome, date: 1900, by: "Ana \(id) <a@example.com>",
      from: LiteralModel.id(1), to: LiteralModel.id(2), commit: commit.map(LiteralModel.id))
  }

  static let events = UpdateRow.Step.message(
    .text(.events([event("first"), event("second", .failed, commit: nil)])))
  private static let detail = UpdateRow.Step.message(
    .text(
      .event(
        TextScreen.Detail(event: "first", commits: [LiteralModel.whole(2)], files: []))))

  private static func commit(_ digit: Int) -> UpdateRow.Step {
    .message(.text(.commit(LiteralModel.text(digit))))
  }

  private static func status() throws -> UpdateRow.Step {
    let pin = try LiteralModel.summary().pin
    return .message(
      .text(
        .status(
          RepoStatus(
            pin: pin, upstream: "platform main", tip: LiteralModel.id(4), lastFetch: nil,
            behind: RepoStatus.Behind(commits: 3), missingSources: [], isRewritten: false,
            undone: nil, lastSync: nil, cutOff: nil,
            verification: Verification(
              pin: pin.id, files: 11, drift: [], strays: [], blockers: [], remarks: []),
            owed: [], owedReviews: [], held: [], lastFailure: nil, checks: [], benchmarks: []))))
  }

  static let changelog = [
    UpdateRow("c", gives: [.over("ChangelogScreen"), .asks("text.loadEvents"), .shows("…")]),
    UpdateRow("c", events, gives: [.marked("Ana first"), .shows("Ana second")]),
    UpdateRow("c", events, "down", gives: [.marked("Ana second")]),
    UpdateRow(
      "c", events, "S",
      gives: [.over("ChangelogScreen"), .said("\(Action.status.title): esc goes back first")]),
    UpdateRow(
      "c", events, "Y",
      gives: [.over("ChangelogScreen"), .said("Y does nothing here; ? lists the keys")]),
    UpdateRow(
      "c", events, "enter",
      gives: [.over("ChangelogScreen", "TextScreen"), .asks("text.loadEvent first")]),
    UpdateRow("c", events, "enter", detail, gives: [.shows("Change 2")]),
    UpdateRow("c", events, "down enter", detail, leaves: [.lacks("Change 2")]),
    UpdateRow(
      "c", events, "R",
      gives: [
        .over("ChangelogScreen", "SyncDialog"), .asks("sync.plan recovery 3 to 2"),
        .shows("Go back to 2222222"),
      ]),
    UpdateRow(
      "c", events, "enter", detail, "R",
      gives: [
        .over("ChangelogScreen", "TextScreen", "SyncDialog"), .asks("sync.plan recovery 3 to 2"),
      ]),
    UpdateRow(
      "c", events, "down R",
      gives: [
        .over("ChangelogScreen"), .asks(),
        .said("\(Action.recover.title): it didn't land, so there is nothing to go back to"),
      ]),
    UpdateRow("c", events, "enter esc", gives: [.over("ChangelogScreen"), .marked("Ana first")]),
  ]

  static func texts() throws -> [UpdateRow] {
    [
      UpdateRow("m", gives: [.over("TextScreen"), .asks("text.loadCommit 4"), .shows("Change 4")]),
      UpdateRow("m", commit(4), gives: [.shows("Because of 4."), .shows("ada@example.com")]),
      UpdateRow("m", commit(3), leaves: [.lacks("Because")]),
      UpdateRow("end m", gives: [.over("TextScreen"), .asks("text.loadCommit 1")]),
      UpdateRow("m q", gives: [.over(), .focus(.commits)]),
      UpdateRow("m ctrl-c", gives: [.over()]),
      UpdateRow("m ?", gives: [.over("TextScreen", "TextScreen"), .shows("Help")]),
      UpdateRow("S", try status(), gives: [.shows("11 synced files as upstream has them")]),
      UpdateRow("m", try status(), leaves: [.shows("Commit 4444444")]),
      UpdateRow("?", gives: [.over("TextScreen"), .shows("Help")]),
      UpdateRow("? ?", leaves: [.over("TextScreen")]),
      UpdateRow("? esc", gives: [.over()]),
    ]
  }

  static let others = [
    UpdateRow(.long, "T", gives: [.over("ThemePicker"), .marked("theme10")]),
    UpdateRow(.long, "T down", gives: [.asks("screen.setTheme theme11"), .marked("theme11")]),
    UpdateRow(.long, "T down enter", gives: [.over(), .asks("screen.setTheme theme11 kept")]),
    UpdateRow(.long, "T down esc", gives: [.over(), .asks("screen.setTheme theme10")]),
    UpdateRow(.long, "T down enter T", gives: [.marked("theme11")]),
    UpdateRow(":", gives: [.over("Palette"), .marked(Action.listed[0].title)]),
    UpdateRow(": down", gives: [.marked(Action.listed[1].title)]),
    UpdateRow(": down up", gives: [.marked(Action.listed[0].title)]),
    UpdateRow(
      ": z o o m enter",
      gives: [.over(), .shows("zoomed"), .asksAlso("remember \(Action.zoom.title)")]),
    UpdateRow(
      ": h i d e enter",
      gives: [
        .over(), .said("files are left out once they are reviewed"),
        .asksAlso("remember \(Action.hideReviewed.title)"),
      ]),
    UpdateRow(": q q q q enter", leaves: [.over("Palette"), .shows("nothing matches")]),
  ]

  static func rows() throws -> [UpdateRow] { try changelog + texts() + others }

  @Test(arguments: try rows()) func becomes(_ row: UpdateRow) throws { try row.check() }
}
