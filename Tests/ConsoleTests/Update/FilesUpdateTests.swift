import Git
import Rules
import Testing
import Text

@testable import Console

/// The list of files.
@Suite struct FilesUpdateTests {
  private static let key = LiteralModel.key
  /// Of the commit below.
  private static let other = FileList.Key(candidate: LiteralModel.id(3), scope: .sincePin)

  private static func files(_ names: String...) -> [FileChange] { names.map(LiteralModel.file) }

  static let messages = [
    UpdateRow(
      "2 down", .message(.files(.found(key, files("a/new", "a/one", "a/two")))),
      gives: [.file("a/two"), .line("a/two …"), .shows("Synced 3")]),
    UpdateRow(
      "2 down", .message(.files(.found(key, files("a/one")))),
      gives: [.file("a/one"), .line("a/one …")]),
    UpdateRow(
      "down", .message(.files(.found(other, files("a/x")))),
      gives: [
        .file("a/x"), .shows("Files  pin‥3333333 "), .asks("diff.load a/x"),
      ]),
    // What is a rename isn't known yet: nothing is looked for among them.
    UpdateRow(
      "down", .message(.files(.withoutRenames(other, files("a/x")))),
      gives: [.file("a/x"), .shows("Files  pin‥3333333 …"), .asks("diff.load a/x")]),
    UpdateRow(
      "down", .message(.files(.found(other, files("a/x")))),
      .message(.files(.withoutRenames(other, files("a/x", "a/y")))), leaves: [.file("a/x")]),
    UpdateRow(
      "down", .message(.files(.found(other, files("a/x")))), "up",
      gives: [.asksAlso("showRememberedFiles 4"), .asksAlso("loadFiles 4")]),
    // The cursor's own frame comes before what is remembered.
    UpdateRow(
      "down", .message(.files(.found(other, files("a/x")))), "up",
      .message(.files(.remembered(key))), gives: [.file("a/one")]),
    UpdateRow(
      "down", .message(.files(.found(other, files("a/x")))), .message(.files(.remembered(key))),
      leaves: [.file("a/x")]),
    // Of a commit that isn't looked at, it is kept for later.
    UpdateRow(.message(.files(.found(other, files("a/x")))), leaves: [.file("a/one")]),
    UpdateRow(
      .message(.files(.found(other, files("a/x")))), "down",
      gives: [.asksAlso("showRememberedFiles 3"), .asksAlso("loadFiles 3")]),
    UpdateRow(
      "down", .message(.files(.failed(other, "no such tree"))),
      gives: [.shows("no such tree"), .file("none")]),
    UpdateRow(
      .message(
        .files(
          .counted(
            key, [1: LineCounts(additions: 12, deletions: 3, isBinary: false)], generated: []))),
      gives: [.shows("A two                          +12 −3")]),
    UpdateRow(
      .read, .message(.files(.counted(key, [:], generated: [0]))),
      gives: [.line("a/one"), .shows("generated"), .lacks("alpha")]),
    UpdateRow(
      .read, "3 enter enter", .message(.files(.counted(key, [:], generated: [0]))),
      gives: [.line("a/one @@ 1"), .shows("gen "), .shows("alpha")]),
  ]

  static let keys = [
    UpdateRow(.read, "2 down", gives: [.file("a/two"), .line("a/two @@ 1")]),
    UpdateRow(.read, "2 down down", gives: [.file("edge"), .line("a/req @@ 1")]),
    UpdateRow(.read, "2 enter", gives: [.focus(.diff)]),
    UpdateRow(.read, "2 space", gives: [.file("synced"), .shows("▸ Synced 2")]),
    UpdateRow(.read, "2 space space", gives: [.file("synced"), .shows("▾ Synced 2")]),
    UpdateRow(.read, "2 up enter", gives: [.file("synced"), .shows("▸ Synced 2")]),
    UpdateRow(.read, "2 end space", gives: [.file("outside"), .shows("▾ Outside 1")]),
    UpdateRow(.read, "2 end space down", gives: [.file("b/out"), .line("b/out")]),
    UpdateRow(
      .read, "2 x",
      gives: [.asks("setReviewed a/one 5 6"), .file("a/two"), .shows("reviewed 1/3")]),
    UpdateRow(.read, "2 x up x", gives: [.asksAlso("setReviewed a/one 5 6 no more")]),
    UpdateRow(
      .read, "2 x up X", gives: [.said("1 reviewed file left out"), .file("a/two")]),
    // What is outside is left out as well, and counted.
    UpdateRow(
      .read, "2 end enter end x X", gives: [.said("1 reviewed file left out"), .shows("1 hidden")]),
    UpdateRow(
      .read, "s", gives: [.asks("loadFiles 4 alone"), .shows("Files  4444444 only …")]),
    UpdateRow(
      .read, "s", .message(.files(.found(LiteralModel.alone, files("a/x")))), "s",
      gives: [
        .shows("Files  pin‥4444444 …"), .asksAlso("showRememberedFiles 4"),
        .asksAlso("loadFiles 4"),
      ]),
    UpdateRow(
      "end 2 X", gives: [.said("hide reviewed files, or show them: there are no files")]),
    UpdateRow("2 esc", gives: [.focus(.commits)]),
    UpdateRow(
      .read, "2 down L", gives: [.asks("commits.match two in 4 3 2"), .focus(.commits)]),
  ]

  static let rows = messages + keys

  @Test(arguments: rows) func becomes(_ row: UpdateRow) throws { try row.check() }
}
