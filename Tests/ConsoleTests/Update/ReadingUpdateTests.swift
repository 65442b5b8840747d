import Git
import Reading
import Rules
import Terminal
import Testing
import Text

@testable import Console

/// The reading pane: ways through it, what is done to what is read, and lines that come.
@Suite struct ReadingUpdateTests {
  /// Lines of a file that is read whole.
  private static let whole = DiffSource(
    change: LiteralModel.readFiles[0].change,
    settings: DiffSettings(context: DiffSettings.wholeFile), lens: .upstream)

  static let ways = [
    UpdateRow(.read, "3 down", gives: [.line("a/one alpha"), .top("a/one @@ 1")]),
    UpdateRow(.read, "3 j", gives: [.line("a/one alpha")]),
    UpdateRow(.read, "3 down up", gives: [.line("a/one @@ 1")]),
    UpdateRow(.read, "3 down k", gives: [.line("a/one @@ 1")]),
    UpdateRow(.read, "3 up", leaves: [.line("a/one @@ 1")]),
    // 36 rows are seen: a page leaves one of them, half a page is half of them.
    UpdateRow(.read, "3 pgdn", gives: [.line("a/one +line 29"), .top("a/one +line 29")]),
    UpdateRow(.read, "3 space", gives: [.line("a/one +line 29"), .top("a/one +line 29")]),
    UpdateRow(.read, "3 pgdn pgdn", gives: [.line("a/two -y"), .file("a/two")]),
    UpdateRow(.read, "3 ctrl-d", gives: [.line("a/one +line 12"), .top("a/one +line 12")]),
    UpdateRow(.read, "3 pgdn pgup", gives: [.line("a/one @@ 1"), .top("a/one @@ 1")]),
    UpdateRow(.read, "3 pgdn ctrl-u", gives: [.line("a/one +line 11"), .top("a/one +line 11")]),
    UpdateRow(.read, "3 end", gives: [.line("b/out"), .file("outside")]),
    UpdateRow(.read, "3 G", gives: [.line("b/out")]),
    UpdateRow(.read, "3 end down", leaves: [.line("b/out")]),
    UpdateRow(.read, "3 end home", gives: [.line("a/one @@ 1"), .file("a/one")]),
    UpdateRow(.read, "3 end g", gives: [.line("a/one @@ 1"), .file("a/one")]),

    UpdateRow(.read, "3 ]", gives: [.line("a/two @@ 1"), .file("a/two"), .top("a/one +line 36")]),
    UpdateRow(.read, "3 pgdn ] [", gives: [.line("a/one @@ 1"), .file("a/one")]),
    UpdateRow(.read, "]", gives: [.line("a/two @@ 1"), .file("a/two"), .focus(.commits)]),
    UpdateRow(.read, "3 ] ] ] ]", gives: [.line("b/out"), .said("this is the last file")]),
    UpdateRow(.read, "3 }", gives: [.line("a/one @@ 2"), .top("a/one @@ 2")]),
    UpdateRow(.read, "3 } }", gives: [.line("a/two @@ 1"), .file("a/two")]),
    UpdateRow(.read, "3 } } {", gives: [.line("a/one @@ 2"), .file("a/one")]),
    UpdateRow(.read, "3 pgdn {", gives: [.line("a/one @@ 2")]),
    UpdateRow(.read, "3 {", gives: [.said("this is the first hunk"), .line("a/one @@ 1")]),
    UpdateRow(.read, "3 } } } }", gives: [.said("this is the last hunk"), .line("a/req @@ 1")]),
    UpdateRow(.read, "u", gives: [.line("a/two @@ 1"), .file("a/two")]),
    UpdateRow(.read, "u u u", gives: [.line("a/one @@ 1"), .file("a/one")]),
    UpdateRow(.read, "2 x x x u", gives: [.said("all files are reviewed")]),
    UpdateRow(.read, "2 x x [ [ u", gives: [.line("a/req @@ 1"), .file("a/req")]),
    UpdateRow(
      "end ]", gives: [.said("next file: there are no files")]),
  ]

  static let deeds = [
    UpdateRow(.read, "3 enter", gives: [.line("a/one"), .lacks("alpha"), .shows("a/two")]),
    UpdateRow(.read, "3 enter enter", gives: [.line("a/one @@ 1"), .shows("alpha")]),
    UpdateRow(.read, "3 end enter", gives: [.asksAlso("diff.load b/out"), .line("b/out")]),
    UpdateRow(
      .read, "3 x",
      gives: [
        .asks("setReviewed a/one 5 6"), .line("a/two @@ 1"), .file("a/two"),
        .shows("reviewed 1/3"),
      ]),
    UpdateRow(
      .read, "3 x [ x",
      gives: [
        .asksAlso("setReviewed a/one 5 6 no more"), .shows("reviewed 0/3"), .line("a/one @@ 1"),
      ]),
    UpdateRow(
      .read, "3 .",
      gives: [.asksAlso("setReviewed part a/one 5 6"), .line("a/one @@ 2"), .shows("reviewed 0/3")]
    ),
    UpdateRow(
      .read, "3 . .",
      gives: [.asksAlso("setReviewed a/one 5 6"), .line("a/two @@ 1"), .shows("reviewed 1/3")]),
    UpdateRow(
      .read, "3 . { .", gives: [.asksAlso("setReviewed part a/one 5 6 no more")]),
    UpdateRow(
      .read, "3 end .",
      gives: [.said("mark the hunk as reviewed: go to a hunk of upstream's change first")]),
    UpdateRow(
      .read, "3 x X",
      gives: [
        .said("1 reviewed file left out"), .file("a/two"), .line("a/two @@ 1"),
        .shows("file 1/3"),
      ]),
    UpdateRow(
      .read, "3 x X X",
      gives: [.said("reviewed files are shown again"), .file("a/two"), .shows("file 1/4")]),
    UpdateRow(
      .read, "3 X x", gives: [.file("a/two"), .line("a/two @@ 1"), .shows("file 1/3")]),

    UpdateRow(.read, "3 e", gives: [.asks("screen.edit a/one:1")]),
    UpdateRow(.read, "3 } down down down e", gives: [.asks("screen.edit a/one:16")]),
    UpdateRow(.read, "3 down down e", gives: [.asks("screen.edit a/one:2")]),
    UpdateRow(.read, "2 down e", gives: [.asks("screen.edit a/two:1")]),
    UpdateRow(
      "end e", gives: [.said("open in $EDITOR: go to a file of this repo first")]),
    UpdateRow(.read, "3 ] D", gives: [.asks("screen.diffTool a/two")]),
    UpdateRow(
      .read, "3 down down down y", gives: [.asks("screen.copy BETA"), .said("copied the line")]),
    UpdateRow(.read, "3 | down down y", gives: [.asks("screen.copy BETA")]),
    UpdateRow(
      .read, "3 ] y",
      gives: [
        .asks("screen.copy @@ -1 +1 @@\n x\n-y\n+Y\n z\n"), .said("copied the hunk"),
      ]),
    UpdateRow(.read, "3 enter y", gives: [.asks("screen.copy a/one"), .said("copied a/one")]),
    UpdateRow(.read, "2 down y", gives: [.asks("screen.copy a/two"), .said("copied a/two")]),
  ]

  static let messages = [
    UpdateRow(.plain, "3", .message(found("a/one", [["+new"]])), gives: [.line("a/one @@ 1")]),
    // Read whole, the cursor is on the line that it was on.
    UpdateRow(
      .read, "3 down down =", .message(.diff(.found(whole, LiteralModel.body(0)))),
      gives: [.line("a/one -beta")]),
    UpdateRow(
      .read, "3 =", .message(.diff(.failed(whole, "the object is gone"))),
      gives: [.shows("the object is gone")]),
    // What is above the cursor may turn out longer than it was thought to be; the cursor stays on its file.
    UpdateRow(
      .plain, "3 ]", .message(found("a/one", [(1...50).map { "+line \($0)" }])),
      gives: [.line("a/two …"), .file("a/two"), .shows("+ line 50")]),
    // Of a file that was read in another way meanwhile, nothing is of use.
    UpdateRow(
      .read, "3 =", .message(.diff(.found(LiteralModel.source(0), LiteralModel.body(1)))),
      leaves: [.line("a/one …")]),
  ]

  private static let movedLines = ["first of three lines", "second of three lines", "third one"]

  static let answers: [UpdateRow] = {
    let (taken, given) = (movedLines.map { "-" + $0 }, movedLines.map { "+" + $0 })
    let (away, into) = (LiteralPatch.make([taken]), LiteralPatch.make([given]))
    let sources = ["a/one", "a/two"].map { LiteralPatch.source(LiteralModel.file($0).change) }
    var search = MoveSearch()
    search.add(away)
    search.add(into)
    let moved = Message.diff(.moved(MovedLines(search.blocks(), in: sources)))
    let read: [UpdateRow.Step] = [
      .message(found("a/one", [taken])), .message(found("a/two", [given])),
    ]
    return [
      UpdateRow(
        .plain, read[0], read[1], gives: [.lacks("«"), .lacks("»"), .shows("+ third one")]),
      UpdateRow(
        .plain, read[0], read[1], .message(moved),
        gives: [
          .shows("« first of three"), .shows("» first of three"), .shows("moved to a/two:1"),
        ]),
      // Of files that are shown no more, nothing is of use.
      UpdateRow(.read, .message(moved), leaves: [.lacks("«")]),
    ]
  }()

  /// What text is made of is filled in once that is known of both versions, or can't be known.
  @Test(arguments: [true, false]) func syntaxIsFilledIn(_ isKnown: Bool) throws {
    let change = LiteralModel.change("a/one.py", 5, 6)
    var model = try LiteralModel.opened(
      LiteralModel.summary(), files: [LiteralModel.file("a/one.py", .synced, change)])
    let source = DiffSource(change: change, settings: DiffSettings(), lens: .upstream)
    let patch = LiteralPatch.make([["-x", "+let x"]])
    let effects = update(&model, .diff(.found(source, DiffBody(patch, of: change))))
    #expect(effects.map(\.words).contains { $0.hasPrefix("diff.highlight") })
    let name = try #require(SourceName("a/one.py"))
    let text = Array("let x\n".utf8)
    let colored = ColoredOutput(Array("\u{1B}[3;38;2;102;217;239mlet\u{1B}[0m x\n".utf8))
    for (digit, isLast) in [(5, false), (6, true)] {
      let key = HighlightCache.Key(LiteralModel.id(digit), name)
      let known = isKnown ? colored.highlighted(text) : nil
      _ = update(&model, .diff(.highlighted(key, known)))
      #expect((model.diff.sections[0].syntax != nil) == isLast)
    }
    let added = try #require(patch.lines.first { $0.newNumber == 1 })
    let roles = model.diff.sections[0].syntax?.pieces(of: added).map(\.role)
    #expect(roles == (isKnown ? [.keyword] : []))
  }

  /// That the lines of a file without versions were read.
  private static func found(_ name: String, _ hunks: [[String]]) -> Message {
    let change = LiteralModel.file(name).change
    return .diff(
      .found(LiteralPatch.source(change), DiffBody(LiteralPatch.make(hunks), of: change)))
  }

  static let rows = ways + deeds + messages + answers

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
