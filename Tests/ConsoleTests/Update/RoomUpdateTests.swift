import Terminal
import Testing
import Text

@testable import Console

/// How the panes share the room, and how what is read is laid out.
@Suite struct RoomUpdateTests {
  static let rows = [
    UpdateRow("1", leaves: [.focus(.commits)]),
    UpdateRow("3 1", gives: [.focus(.commits)]),
    UpdateRow("2", gives: [.focus(.files)]),
    UpdateRow("3", gives: [.focus(.diff)]),
    UpdateRow(
      "4",
      gives: [.focus(.validation), .shows("Checks of 4444444"), .check("no-local-modifications")]),
    UpdateRow("3 shift-tab", gives: [.focus(.files)]),
    UpdateRow("h", leaves: [.focus(.commits)]),
    UpdateRow(
      "ctrl-o ctrl-l",
      gives: [.asks("screen.redraw"), .said("ctrl-o does nothing here; ? lists the keys")]),
    UpdateRow(
      "/ q q ctrl-l", gives: [.asks("screen.redraw"), .said("nothing matches “qq”")]),
    UpdateRow(
      "? ctrl-o ctrl-l",
      gives: [.asks("screen.redraw"), .said("ctrl-o does nothing here; ? lists the keys")]),
    UpdateRow("l", gives: [.focus(.files)]),
    UpdateRow("2 h", gives: [.focus(.commits)]),

    UpdateRow(.read, "z", gives: [.shows("Commits 3 · zoomed"), .lacks("Files"), .lacks("alpha")]),
    UpdateRow(.read, "3 z", gives: [.shows("a/one · zoomed"), .lacks("Commits"), .shows("alpha")]),
    UpdateRow(.read, "3 z z", gives: [.lacks("zoomed"), .shows("Commits 3"), .focus(.diff)]),
    UpdateRow(.read, "3 z esc", gives: [.lacks("zoomed"), .shows("Commits 3"), .focus(.diff)]),
    UpdateRow(.read, "z q", gives: [.lacks("zoomed"), .shows("alpha")]),
    UpdateRow(
      .small, "z", gives: [.over(), .shows("one pane has the screen here")]),

    UpdateRow(">", gives: [.lists(46)]),
    UpdateRow("> <", gives: [.lists(42)]),
    UpdateRow("<", gives: [.lists(38)]),
    UpdateRow("< <", gives: [.lists(36)]),
    UpdateRow("< < <", gives: [.lists(36), .said("the lists can't be narrower")]),
    UpdateRow("> > > > > > > > > >", gives: [.lists(80)]),
    UpdateRow(
      "> > > > > > > > > > >", gives: [.lists(80), .said("the lists can't be wider")]),
    UpdateRow("z >", leaves: [.lacks("Files")]),

    UpdateRow(.read, "3 |", gives: [.layout(.sideBySide), .said("side by side")]),
    UpdateRow(
      .read, "3 down down |", gives: [.line("a/one -beta │ +BETA"), .layout(.sideBySide)]),
    UpdateRow(.read, "3 | |", gives: [.layout(.unified), .said("one below the other")]),
    UpdateRow(.read, "3 | down down |", gives: [.layout(.unified), .line("a/one +BETA")]),
    UpdateRow(
      .read, .message(.input(.resize(Size(width: 200, height: 40)))),
      gives: [.layout(.sideBySide)]),
    UpdateRow(
      .read, "3 | |", .message(.input(.resize(Size(width: 200, height: 40)))),
      gives: [.layout(.unified), .lists(48)]),

    UpdateRow(.read, "3 w", gives: [.said("lines are wrapped"), .shows("↪"), .shows("wide end")]),
    UpdateRow(.read, "3 w w", gives: [.said("lines are cut at the edge"), .lacks("↪")]),
    UpdateRow(
      .read, "3 w down down down down down", gives: [.line("a/one wide wide wi ↪"), .shows("↪")]),
    UpdateRow(
      .read, "3 w right", gives: [.said("lines are wrapped; w cuts them at the edge")]),
    UpdateRow(.read, "3 right", gives: [.shows("from column 9")]),
    UpdateRow(.read, "3 l", gives: [.shows("from column 9")]),
    UpdateRow(.read, "3 right right", gives: [.shows("from column 17")]),
    UpdateRow(.read, "3 right h", gives: [.lacks("from column"), .focus(.diff)]),
    UpdateRow(.read, "3 right left left", gives: [.focus(.files)]),

    UpdateRow(
      .read, "3 W",
      gives: [
        .said("changes of blanks are left out"),
        .asksAlso(
          "diff.load a/one(without blanks) a/two(without blanks) a/req(without blanks)"),
      ]),
    UpdateRow(
      .read, "3 W W",
      gives: [.said("changes of blanks are shown"), .asksAlso("diff.load a/one a/two a/req")]),
    UpdateRow(
      .read, "3 +",
      gives: [
        .said("this file is shown with 6 lines of context"), .asksAlso("diff.load a/one(6)"),
      ]),
    UpdateRow(
      .read, "2 +",
      gives: [
        .said("all files are shown with 6 lines of context"),
        .asksAlso("diff.load a/one(6) a/two(6) a/req(6)"),
      ]),
    UpdateRow(
      .read, "3 + -",
      gives: [
        .said("this file is shown with 3 lines of context"), .asksAlso("diff.load a/one"),
      ]),
    UpdateRow(
      .read, "3 -",
      gives: [
        .said("this file is shown with 2 lines of context"), .asksAlso("diff.load a/one(2)"),
      ]),
    UpdateRow(.read, "3 - - -", gives: [.said("this file is shown with 0 lines of context")]),
    UpdateRow(.read, "3 - - - -", leaves: [.said("this file is shown with 0 lines of context")]),
    UpdateRow(.read, "3 =", gives: [.asksAlso("diff.load a/one(whole)")]),
    UpdateRow(.read, "3 = =", gives: [.asksAlso("diff.load a/one")]),
    UpdateRow(
      .read, "2 =", gives: [.asksAlso("diff.load a/one(whole) a/two(whole) a/req(whole)")]),
  ]

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
