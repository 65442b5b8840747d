import Terminal
import Testing
import Text

@testable import Console

/// Looking for something in each pane.
@Suite struct SearchUpdateTests {
  private static let typed: UpdateRow.Step = "3 / l i n e"

  /// That places of lines were found in `a/one`, and in some more files nothing.
  private static func found(
    _ lines: [Int], of word: String = "line", andLookedAt others: [Int] = [1, 2]
  ) -> UpdateRow.Step {
    var places = Dictionary(uniqueKeysWithValues: others.map { (LiteralModel.source($0), [Int]()) })
    places[LiteralModel.source(0)] = lines
    return .message(.diff(.matched(SearchPattern(word), places)))
  }

  /// That the line that is wider than the pane has a word at its end alone, or all along.
  private static let (farAway, wide) = (found([3], of: "end"), found([3], of: "wide"))

  /// Places of the lines `line 1`, `line 2` and `line 40`.
  private static let three = found([5, 6, 44])

  static let rows = [
    UpdateRow("/", gives: [.search("")]),
    UpdateRow("/ esc", gives: [.search(nil)]),
    UpdateRow("/ C h enter n", gives: [.commit("3"), .candidate(4), .said("2/3")]),
    UpdateRow("/ C h enter N", gives: [.commit("2"), .candidate(4), .said("3/3")]),
    UpdateRow("/ C h enter n n n", gives: [.commit("4"), .said("1/3")]),
    UpdateRow("/ C h enter 3 n", gives: [.commit("3"), .focus(.diff)]),
    UpdateRow("/ C h enter esc", gives: [.search(nil)]),
    UpdateRow("n", gives: [.said("find the next: no search yet; start one with /")]),
    UpdateRow("N", gives: [.said("find the previous: no search yet; start one with /")]),
    UpdateRow(.read, "2 / t", gives: [.file("a/two"), .line("a/two @@ 1"), .said("1/1")]),
    UpdateRow(.read, "2 / t w o esc", gives: [.file("a/one"), .line("a/one @@ 1")]),
    UpdateRow(.read, "4 / 2", gives: [.commit("2"), .candidate(4)]),

    UpdateRow(.read, typed, gives: [.asks("diff.search line in a/one a/two a/req")]),
    UpdateRow(.read, typed, three, gives: [.line("a/one +line 1"), .said("1/3")]),
    UpdateRow(.read, typed, found([5, 6], andLookedAt: []), gives: [.said("1/2+")]),
    UpdateRow(
      .read, typed, found([5, 6], andLookedAt: []), "enter", found([5, 6]),
      gives: [.said("1/2")]),
    UpdateRow(.read, typed, three, "enter n", gives: [.line("a/one +line 2"), .said("2/3")]),
    UpdateRow(
      .read, typed, three, "enter n n",
      gives: [.line("a/one +line 40"), .said("3/3"), .shows("line 40")]),
    UpdateRow(.read, typed, three, "enter N", gives: [.line("a/one +line 40"), .said("3/3")]),
    UpdateRow(.read, typed, three, "esc", gives: [.line("a/one @@ 1"), .search(nil)]),
    UpdateRow(
      .read, typed, found([]), gives: [.said("nothing matches “line”"), .line("a/one @@ 1")]),
    // Beyond the edge, or in a later piece of a line, it is scrolled to; and from there back to where it began.
    UpdateRow(.read, "3 / e n d", farAway, gives: [.said("1/1"), .shows("wide end")]),
    UpdateRow(.read, "3 | / e n d", farAway, gives: [.said("1/1"), .shows("wide end")]),
    UpdateRow(.read, "3 z | / e n d", farAway, gives: [.said("1/1"), .shows("wide end")]),
    UpdateRow(
      .read, "3 w / e n d", farAway, gives: [.line("a/one wide wide wi ↪"), .shows("end")]),
    // A line that has it more than once is read to its end, and back.
    UpdateRow(.read, "3 / w i d e", wide, gives: [.said("1/1"), .lacks("‹")]),
    UpdateRow(.read, "3 / w i d e", wide, "enter n", gives: [.shows("‹"), .said("1/1")]),
    UpdateRow(.read, "3 / w i d e", wide, "enter n n", gives: [.shows("wide end")]),
    UpdateRow(.read, "3 / w i d e", wide, "enter n N", gives: [.lacks("‹"), .shows(" alpha")]),
    UpdateRow(.read, "3 / e n d", farAway, "esc", gives: [.shows(" alpha")]),
    UpdateRow(.read, "3 / e n d", farAway, "enter / l i n e", three, gives: [.shows("line 2")]),
    // Another pane's search isn't ended from here, but where nothing else is left.
    UpdateRow(.read, typed, three, "enter 2 esc", gives: [.focus(.commits)]),
    UpdateRow(.read, typed, three, "enter 2 esc 3", gives: [.search("line"), .focus(.diff)]),
    UpdateRow(.read, typed, three, "enter 1 esc", gives: [.search(nil), .focus(.commits)]),
    // What is found is of what was asked for, and of no earlier word.
    UpdateRow(.read, typed, "x", three, leaves: [.line("a/one @@ 1"), .said(nil)]),
    UpdateRow(
      "/", .message(.input(.paste("2\nx"))), gives: [.commit("2"), .search("2")]),
    UpdateRow(.message(.input(.paste("q"))), leaves: [.focus(.commits)]),
  ]

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
