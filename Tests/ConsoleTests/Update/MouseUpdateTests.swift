import Git
import Terminal
import Testing
import Text

@testable import Console

/// The mouse: it selects, scrolls, folds, and drags borders and bars.
///
/// Commits have the rows 2 to 6 of the screen, files 9 to 31, each 40 columns from the second on; what is read has 36 rows
/// from row 2 on at the right.
@Suite struct MouseUpdateTests {
  private typealias Step = UpdateRow.Step

  private static let bottomOfBar = Step.mouse(.press, 139, 37)

  static let selects = [
    UpdateRow(
      .read, .mouse(.press, 5, 3), gives: [.commit("3"), .candidate(3), .asksAlso("loadFiles 3")]),
    UpdateRow(.read, .mouse(.press, 5, 5), gives: [.commit("pin")]),
    UpdateRow(.read, .mouse(.press, 5, 6), leaves: [.commit("4")]),
    UpdateRow(
      .read, .mouse(.press, 5, 11), gives: [.focus(.files), .file("a/two"), .line("a/two @@ 1")]),
    UpdateRow(.read, .mouse(.press, 5, 9), gives: [.file("synced"), .shows("▾ Synced 2")]),
    UpdateRow(.read, .mouse(.press, 60, 5), gives: [.focus(.diff), .line("a/one +BETA")]),
    UpdateRow(
      .read, .mouse(.press, 5, 35), gives: [.focus(.validation), .check("no-local-modifications")]),
    UpdateRow(
      .read, .mouse(.press, 5, 35), .mouse(.press, 60, 3), gives: [.check("edge-files-preserved")]),
    UpdateRow(.read, .mouse(.press, 5, 0), leaves: [.focus(.commits)]),
    UpdateRow(.read, "3 [", .mouse(.press, 60, 5), gives: [.said(nil), .line("a/one +BETA")]),
  ]

  static let opens = [
    UpdateRow(.read, .mouse(.doublePress, 5, 11), gives: [.focus(.diff), .line("a/two @@ 1")]),
    UpdateRow(.read, .mouse(.doublePress, 5, 3), gives: [.focus(.files), .candidate(3)]),
    UpdateRow(.read, .mouse(.doublePress, 5, 9), gives: [.file("synced"), .shows("▸ Synced 2")]),
    UpdateRow(.read, .mouse(.doublePress, 60, 5), gives: [.line("a/one"), .lacks("alpha")]),
    UpdateRow(
      .read, .mouse(.press, 5, 35), .mouse(.doublePress, 60, 5),
      gives: [.over("TextScreen"), .shows("tests, 4444444")]),
  ]

  static let scrolls = [
    UpdateRow(
      .read, .mouse(.scrollDown, 60, 5),
      gives: [.top("a/one +BETA"), .line("a/one +BETA"), .focus(.commits)]),
    UpdateRow(
      .read, "3", .mouse(.scrollDown, 60, 5), .mouse(.scrollUp, 60, 5),
      gives: [.top("a/one @@ 1"), .line("a/one +BETA")]),
    UpdateRow(.read, .mouse(.scrollUp, 60, 5), leaves: [.top("a/one @@ 1")]),
    UpdateRow(
      .read, "3", bottomOfBar, .mouse(.scrollDown, 60, 5), leaves: [.line("b/out")]),
    UpdateRow(
      .long, .mouse(.scrollDown, 5, 3), gives: [.marked("Change 13"), .lacks("Change 12")]),
    UpdateRow(
      .long, .mouse(.scrollDown, 5, 3), .mouse(.scrollUp, 5, 3),
      gives: [.marked("Change 13"), .shows("Change 10")]),
    UpdateRow(.long, .mouse(.scrollDown, 5, 20), gives: [.file("a/file12"), .line("a/file12 …")]),
    UpdateRow(
      .long, "4", .mouse(.scrollDown, 60, 5), gives: [.check("check10")]),
  ]

  static let bars = [
    UpdateRow(.read, bottomOfBar, gives: [.line("b/out"), .file("outside")]),
    UpdateRow(
      .read, bottomOfBar, .mouse(.drag, 139, 2), gives: [.line("a/one @@ 1"), .file("a/one")]),
    UpdateRow(.read, bottomOfBar, .mouse(.drag, 10, 0), gives: [.line("a/one @@ 1")]),
    UpdateRow(
      .read, bottomOfBar, .mouse(.release, 139, 37), .mouse(.drag, 139, 2), leaves: [.line("b/out")]
    ),
    UpdateRow(.long, .mouse(.press, 41, 2), .mouse(.release, 41, 2), leaves: [.lists(42)]),
  ]

  static let borders = [
    UpdateRow(.read, .mouse(.press, 41, 10), .mouse(.drag, 50, 10), gives: [.lists(50)]),
    UpdateRow(.read, .mouse(.press, 42, 10), .mouse(.drag, 50, 10), gives: [.lists(50)]),
    UpdateRow(.read, .mouse(.press, 41, 10), .mouse(.drag, 139, 10), gives: [.lists(80)]),
    UpdateRow(.read, .mouse(.press, 41, 10), .mouse(.drag, 1, 10), gives: [.lists(36)]),
    UpdateRow(
      .read, .mouse(.press, 41, 10), .mouse(.release, 41, 10), .mouse(.drag, 50, 10),
      leaves: [.lists(42)]),
    UpdateRow(
      .read, .mouse(.press, 20, 8), .mouse(.drag, 20, 20), gives: [.rows(of: .commits, 17)]),
    UpdateRow(.read, .mouse(.press, 20, 8), .mouse(.drag, 20, 1), gives: [.rows(of: .commits, 3)]),
    UpdateRow(.small, .mouse(.press, 79, 10), .mouse(.drag, 50, 10), leaves: [.focus(.commits)]),
  ]

  /// A message of many lines.
  static let text = Step.message(
    .bisect(
      .done(
        newestPassing: nil, title: "Long", (0..<100).map { Line("text \(LiteralModel.name($0))") }))
  )

  static let above = [
    UpdateRow(text, .mouse(.scrollDown, 60, 5), gives: [.lacks("text 10 "), .shows("text 11")]),
    UpdateRow(text, .mouse(.press, 5, 3), leaves: [.commit("4")]),
    UpdateRow(":", .mouse(.scrollDown, 60, 5), gives: [.marked(Action.listed[1].title)]),
    // What is typed stays, though lines that were typed earlier come back by the same keys.
    UpdateRow(.read, "i h i enter i w", .mouse(.scrollUp, 60, 5), leaves: [.over("NoteDialog")]),
    UpdateRow(.read, "H h i esc H w", .mouse(.scrollDown, 60, 5), leaves: [.over("HoldDialog")]),
  ]

  static let tabs = [
    UpdateRow(.small, .mouse(.press, 13, 1), gives: [.focus(.files), .shows("▾ Synced 2")]),
    UpdateRow(.small, .mouse(.press, 23, 1), gives: [.focus(.diff), .shows("alpha")]),
    UpdateRow(.small, .mouse(.press, 78, 1), leaves: [.focus(.commits)]),
    UpdateRow(.small, .mouse(.press, 60, 4), gives: [.commit("3")]),
  ]

  static let rows = selects + opens + scrolls + bars + borders + above + tabs

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
