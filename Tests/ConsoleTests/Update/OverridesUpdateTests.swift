import Git
import Testing
import Text

@testable import Console

/// Files of the edge repo's own that upstream has too: three ways to look at them, and upstream's change merged in.
@Suite struct OverridesUpdateTests {
  /// What is pending at the pin.
  private static let atPin = UpdateRow.Step.message(
    .files(
      .found(
        FileList.Key(candidate: LiteralModel.id(1), scope: .sincePin), [LiteralModel.readFiles[2]]))
  )
  private static let alone = UpdateRow.Step.message(
    .files(.found(LiteralModel.alone, LiteralModel.readFiles)))

  static let lenses = [
    UpdateRow(
      .read, "3 ] ] tab",
      gives: [
        .asksAlso("diff.load a/req(yours)"), .shows("yours against upstream's"), .focus(.diff),
      ]),
    UpdateRow(
      .read, "3 ] ] tab tab",
      gives: [
        .asksAlso("diff.load a/req(merge up to 4)"), .shows("three versions and the merge"),
      ]),
    UpdateRow(
      .read, "3 ] ] tab tab tab",
      gives: [.asksAlso("diff.load a/req"), .lacks("three versions"), .shows("yours against it")]),
    UpdateRow(.read, "3 tab", gives: [.focus(.validation)]),
    UpdateRow(
      .read, "3 ] ] tab",
      .message(
        .diff(.found(LiteralModel.source(2, .yours("a/req")), LiteralModel.body(2)))),
      gives: [.shows("fastapi==1")]),
    // Of a commit alone there is nothing to merge up to.
    UpdateRow(
      .read, "3 ] ] s", alone, "tab tab",
      gives: [.lacks("yours against upstream's"), .focus(.diff)]),
  ]

  static let merges = [
    UpdateRow(
      .read, "3 ] ] a",
      gives: [
        .asks("overrides.carry a/req 4"), .shows("merging upstream's change into a/req"),
      ]),
    UpdateRow(.read, "2 down down down a", gives: [.asks("overrides.carry a/req 4")]),
    UpdateRow(
      .read, "3 ] ] a a", gives: [.asks(), .said("\(Action.carry.title): a sync is landing")]),
    UpdateRow(
      .read, "3 a",
      gives: [
        .asks(), .said("\(Action.carry.title): go to one of your files that upstream changed"),
      ]),
    UpdateRow(
      .read, "3 ] ] s", alone, "a",
      gives: [
        .asks(),
        .said("\(Action.carry.title): only all of upstream's change since the pin is merged"),
      ]),
    UpdateRow(
      .read, "3 ] ] a", .message(.overrides(.carried("a/req", [Line("It has a conflict.")]))),
      gives: [.over("TextScreen"), .shows("It has a conflict."), .asksAlso("repo.open")]),
    UpdateRow(
      .read, "3 ] ] a", .message(.overrides(.failed("a/req", "it can't be written"))),
      gives: [
        .over("TextScreen"), .shows("a/req isn't merged"), .shows("it can't be written"),
        .asksAlso("repo.open"), .lacks("merging upstream's"),
      ]),
  ]

  static let pending = [
    UpdateRow(
      .read, .message(.repo(.position(LiteralModel.position(owed: ["a/req"])))),
      gives: [.shows("1 override pending"), .commit("4")]),
    // Once nobody has to see to it any more, it is gone, and the cursor is on what is left.
    UpdateRow(
      .pending, "end", .message(.repo(.position(LiteralModel.position()))),
      gives: [.commit("review 9"), .lacks("override pending")]),
    UpdateRow(.pending, "O down", atPin, gives: [.file("a/req"), .line("a/req @@ 1")]),
    UpdateRow(.pending, "O down", atPin, "enter", gives: [.focus(.files), .file("a/req")]),
  ]

  static let rows = lenses + merges + pending

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
