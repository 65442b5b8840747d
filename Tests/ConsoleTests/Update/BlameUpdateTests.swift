import Git
import Testing
import Text
import Upstream

@testable import Console

/// Telling which commit made or removed a line.
@Suite struct BlameUpdateTests {
  /// The line `BETA`, at which the cursor is after ``asked``.
  private static let line = LineInRange(
    2, of: "a/one", from: LiteralModel.id(1), to: LiteralModel.id(4))
  private static let asked: UpdateRow.Step = "3 down down down B"

  private static func told(_ origin: LineOrigin, _ commit: CommitText? = nil) -> UpdateRow.Step {
    .message(.diff(.blamed(line, origin, commit)))
  }

  private static let made = told(.made(LiteralModel.id(3)), LiteralModel.text(3))

  static let rows = [
    UpdateRow(.read, "3 down B", gives: [.asks("diff.blame a/one:1 1‥4"), .said("asking git…")]),
    UpdateRow(.read, "3 down down B", gives: [.asks("diff.blame a/one:2 (removed) 1‥4")]),
    UpdateRow(.read, asked, gives: [.asks("diff.blame a/one:2 1‥4")]),
    UpdateRow(
      .read, "3 B",
      gives: [
        .said(
          "tell which commit made or removed this line: go to a line of upstream's change first"),
        .asks(),
      ]),
    // A commit alone is told from its parent on.
    UpdateRow(
      .read, "s", .message(.files(.found(LiteralModel.alone, LiteralModel.readFiles))),
      "3 down B", gives: [.asks("diff.blame a/one:1 ‥4")]),

    UpdateRow(
      .read, asked, made,
      gives: [
        .over("BlameDialog"), .said(nil), .shows("Who made line 2"), .shows("+ BETA"),
        .shows("3333333"),
      ]),
    UpdateRow(
      .read, asked, made, "enter",
      gives: [
        .over(), .focus(.commits), .commit("3"), .candidate(4),
        .said("4444444 stays the candidate"),
      ]),
    UpdateRow(.read, asked, made, "esc", gives: [.over(), .focus(.diff), .line("a/one +BETA")]),
    UpdateRow(.read, asked, told(.older), gives: [.shows("It is older than the pin.")]),
    UpdateRow(.read, asked, told(.older), "enter", gives: [.over(), .focus(.diff)]),
    UpdateRow(
      .read, asked, told(.removed(LiteralModel.id(2)), LiteralModel.text(2)),
      gives: [.shows("Who removed line 2"), .shows("2222222")]),
    UpdateRow(.read, asked, told(.kept), gives: [.shows("removed it can't be told.")]),
    UpdateRow(
      .read, asked, .message(.diff(.unblamed(line, "git blame failed"))),
      gives: [.said("git blame failed"), .over()]),
    // Of a line that was left, nothing is told any more.
    UpdateRow(.read, asked, "down", made, leaves: [.over()]),
    UpdateRow(.read, asked, "2", made, leaves: [.over()]),
    UpdateRow(.read, made, leaves: [.over()]),
  ]

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
