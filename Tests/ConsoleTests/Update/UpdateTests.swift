import Checks
import Git
import Journal
import Rules
import Terminal
import Testing
import Text
import Upstream

@testable import Console

/// What keys and answers make of a model, and what work follows; nothing runs and nothing is drawn but in memory.
@Suite struct UpdateTests {
  /// Keys, and what there is then: the pane with the keys, the candidate's first digit, the file, what lies on top,
  /// what is said, and the work that follows from the last key.
  struct Row: CustomTestStringConvertible {
    let keys: [String]
    var focus = Pane.commits
    var candidate = 4
    var file: String? = "a/one"
    var top: String?
    var notice: SafeText?
    var work: [String] = []

    var testDescription: String { keys.joined(separator: " ") }
  }

  /// What is said where there is nothing to be noted on: the model's files have no versions.
  static let nothingToNote: SafeText =
    "note something on the commit, file or line: go to a commit, a file or a line first"

  static let rows = [
    Row(keys: ["down"], candidate: 3, work: ["checks.loadKnown", "loadFiles"]),
    Row(keys: ["down", "up"], work: ["loadFiles"]),
    Row(keys: ["end"], candidate: 1, file: nil),
    Row(keys: ["2", "down"], focus: .files, file: "a/two"),
    Row(keys: ["enter", "enter"], focus: .diff),
    Row(keys: ["right", "right", "left"], focus: .files),
    Row(keys: ["3", "["], focus: .diff, notice: "this is the first file"),
    Row(keys: ["3", "]"], focus: .diff, file: "a/two"),
    Row(keys: ["tab", "tab", "tab"], focus: .validation),
    Row(keys: ["shift-tab", "esc"]),
    Row(keys: ["4", "enter"], focus: .validation, top: "TextScreen"),
    Row(keys: ["2", "space"], focus: .files, file: nil),
    Row(keys: ["t"], notice: "files stand in their folders"),
    Row(
      keys: ["2", "down", "t"], focus: .files, file: "a/two",
      notice: "files stand in their folders"),
    Row(keys: ["2", "t", "t"], focus: .files, notice: "files stand by their paths"),
    Row(keys: ["s"], work: ["loadFiles"]),
    Row(keys: ["x"], candidate: 3, work: ["setReviewed", "checks.loadKnown", "loadFiles"]),
    Row(
      keys: ["D"], notice: "open both versions in your diff tool: both versions hold the same"),
    Row(
      keys: ["3", "."], focus: .diff,
      notice: "mark the hunk as reviewed: go to a hunk of upstream's change first"),
    Row(keys: ["y"], notice: SafeText("copied " + LiteralModel.id(4).hex), work: ["screen.copy"]),
    Row(keys: ["m"], top: "TextScreen", work: ["text.loadCommit"]),
    Row(keys: ["v"], work: ["checks.run"]),
    Row(keys: ["v", "v"], notice: "stopping the checks", work: ["checks.stop"]),
    Row(keys: ["V", "space", "enter"]),
    Row(keys: ["V", "enter"], work: ["checks.run"]),
    Row(keys: ["b"], work: ["checks.bisect"]),
    Row(keys: ["p"], top: "SyncDialog", work: ["sync.plan"]),
    Row(keys: ["p", "p"], top: "SyncDialog", notice: "Can't pin: the plan is still being made"),
    Row(keys: ["p", "esc"]),
    Row(keys: ["E"], top: "SyncDialog", work: ["sync.plan"]),
    Row(
      keys: ["end", "E"], candidate: 1, file: nil,
      notice: "emergency: land it now, review it later: go to the commit to land first"),
    Row(keys: ["H"], top: "HoldDialog", work: ["lock.loadRevert"]),
    Row(
      keys: ["H", "enter"], top: "HoldDialog",
      notice: "a reason is needed; it is recorded with your name"),
    Row(
      keys: ["H", "w", "h", "y", "enter"], top: "HoldDialog", work: ["remember", "lock.change"]),
    Row(
      keys: ["H", "w", "enter", "esc"], top: "HoldDialog",
      notice: "it is landing; wait until it is done"),
    Row(keys: ["H", "q", "esc"]),
    Row(keys: ["i"], top: "NoteDialog"),
    Row(keys: ["i", "enter"], top: "NoteDialog", notice: "a note needs a text"),
    Row(keys: ["i", "w", "h", "y", "enter"], work: ["remember", "notes.add"]),
    Row(keys: ["i", "w", "tab", "space", "@", "a", "enter"], work: ["remember", "notes.add"]),
    Row(keys: ["i", "q", "esc"]),
    Row(keys: ["2", "i"], focus: .files, notice: nothingToNote),
    Row(keys: ["3", "i"], focus: .diff, notice: nothingToNote),
    Row(keys: ["4", "i"], focus: .validation, notice: nothingToNote),
    Row(keys: ["@"], top: "NotesScreen"),
    Row(keys: ["@", "space", "enter"], top: "NotesScreen"),
    Row(keys: ["@", "esc"]),
    Row(keys: ["f"], work: ["repo.fetch"]),
    Row(keys: ["f", "f"], notice: "stopping the fetch", work: ["repo.stopFetch"]),
    Row(keys: ["r"], work: ["repo.open", "diff.load"]),
    Row(keys: ["c"], top: "ChangelogScreen", work: ["text.loadEvents"]),
    Row(
      keys: ["c", "R"], top: "ChangelogScreen",
      notice: "go back to this sync: go to a sync in the changelog first"),
    Row(keys: ["S"], top: "TextScreen", work: ["text.loadStatus"]),
    Row(keys: ["T", "esc"], work: ["screen.setTheme"]),
    Row(keys: [":", "h", "e", "l", "p", "enter"], top: "TextScreen", work: ["remember"]),
    Row(keys: [":", "ctrl-c"]),
    Row(keys: ["?", "?"], top: "TextScreen"),
    // Looking for something is no choice; what was found is taken by a key.
    Row(keys: ["/", "2", "enter"], notice: "1/1", work: ["remember"]),
    // A line that was typed comes back; so does what it led to.
    Row(keys: ["/", "2", "enter", "esc", "/", "z", "up", "backspace"], notice: nil),
    Row(keys: ["/", "2", "enter", "esc", "/", "up"], notice: "1/1"),
    Row(keys: ["/", "3", "2", "left", "backspace"], notice: "1/1"),
    Row(
      keys: ["/", "2", "ctrl-c", "down"], candidate: 3, work: ["checks.loadKnown", "loadFiles"]),
    // What means nothing with alt held is escape and the key.
    Row(keys: ["/", "2", "alt-j"], candidate: 3, work: ["checks.loadKnown", "loadFiles"]),
    Row(keys: ["2", "alt-?"], top: "TextScreen"),
    Row(
      keys: ["/", "2", "enter", "space"], candidate: 2,
      notice: "2222222 is the candidate; reading others doesn't change that",
      work: ["checks.loadKnown", "loadFiles"]),
    Row(keys: ["/", "2", "esc", "down"], candidate: 3, work: ["checks.loadKnown", "loadFiles"]),
    Row(
      keys: ["space"], notice: "4444444 is the candidate; reading others doesn't change that"),
    Row(keys: ["space", "down", "down"]),
    Row(keys: ["space", "down", "s"], work: ["loadFiles"]),
    Row(
      keys: ["space", "down", "space", "space"], candidate: 3,
      notice: "the candidate follows the cursor again"),
    Row(keys: ["space", "end", "p"], top: "SyncDialog", work: ["sync.plan"]),
    Row(
      keys: ["end", "space"], candidate: 1, file: nil,
      notice: "go to a commit past the pin first"),
    Row(keys: ["/", "z"], notice: "nothing matches “z”"),
    Row(
      keys: ["a"],
      notice:
        "merge upstream's change into your file: go to one of your files that upstream changed"
    ),
    Row(keys: ["F"], top: "FilterPrompt"),
    Row(keys: ["F", "x", "esc"]),
    Row(keys: ["F", "enter"]),
    Row(keys: ["F", "x", "enter"], work: ["remember", "commits.match"]),
    Row(keys: ["F", "x", "enter", "esc"]),
    Row(keys: ["F", "-", "x", "enter"], top: "FilterPrompt"),
    Row(keys: ["L"], notice: "list the commits that touch this file: go to a file first"),
    Row(keys: ["2", "down", "L"], file: "a/two", work: ["commits.match"]),
    Row(keys: ["3", "L", "esc"], focus: .diff),
    Row(
      keys: ["3", "B"], focus: .diff,
      notice:
        "tell which commit made or removed this line: go to a line of upstream's change first"),
    Row(keys: ["O"], notice: "go to what is pending: status is still loading"),
    Row(keys: ["ctrl-l"], work: ["screen.redraw"]),
    Row(keys: ["p", "ctrl-z"], top: "SyncDialog", work: ["screen.suspend"]),
  ]

  @Test(arguments: rows)
  func aKeyDoes(_ row: Row) throws {
    var model = try LiteralModel.make()
    var work: [Effect] = []
    for name in row.keys {
      work = update(&model, .input(.key(try #require(Key(name: name)))))
    }
    #expect(model.focus == row.focus)
    #expect(model.candidate == LiteralModel.id(row.candidate))
    if row.candidate == 4 { #expect(model.files.selected?.shownPath.lineText == row.file) }
    #expect(model.overlays.last.map { "\(type(of: $0))" } == row.top)
    #expect(model.notice?.text == row.notice)
    #expect(work.map(Self.name) == row.work)
  }

  /// An effect's name, with that of the part that it is of.
  private static func name(_ effect: Effect) -> String {
    let text = String(describing: effect)
    let names = text.split(whereSeparator: { "(.,: ".contains($0) }).map(String.init)
    let outer = names[0]
    guard
      ["repo", "commits", "diff", "checks", "sync", "lock", "notes", "text", "screen"].contains(
        outer)
    else {
      return outer
    }
    // `repo(Console.RepoEffect.open)`: the last of the dotted name.
    let path = text.dropFirst(outer.count + 1).prefix { !"()".contains($0) }
    return outer + "." + (path.split(separator: ".").last.map(String.init) ?? "")
  }

  /// What comes late, of a listing or of a candidate that was left, changes nothing that is seen.
  @Test func whatComesLateIsDropped() throws {
    var model = try LiteralModel.make()
    let before = ConsoleView.draw(&model).text
    let other = FileList.Key(candidate: LiteralModel.id(3), scope: .sincePin)
    let late: [Message] = [
      .commits(.found([LiteralModel.commit(9)], listing: 0)),
      .commits(.counted([GroupCounts([LiteralModel.file("a/one")])], from: 0, listing: 0)),
      .commits(.held([:], listing: 0)), .commits(.complete(listing: 0)),
      .commits(.tagged([LiteralModel.id(4): CommitTags(["v1"])], listing: 0)),
      .commits(.linesCounted([LiteralModel.id(4): .uncounted], listing: 0)),
      .files(.found(other, [])), .files(.withoutRenames(other, [])),
      .files(.failed(other, "gone")), .files(.counted(other, [:], generated: [])),
      .diff(.failed(LiteralPatch.source(LiteralModel.file("a/three").change), "gone")),
      .sync(.refused(.emergency(LiteralModel.id(4)), "gone", isFollowable: false)),
      .lock(.reverted(LiteralModel.id(4), by: LiteralModel.id(9))),
    ]
    for message in late {
      #expect(update(&model, message).isEmpty, "\(message)")
      #expect(ConsoleView.draw(&model).text == before, "\(message)")
    }
  }

  /// The search for moved lines reads all files: it doesn't compete with the lines that somebody waits for.
  @Test func whatMovedIsAskedForOnceWhatIsSeenIsRead() throws {
    var model = try LiteralModel.make()
    let sources = model.files.files.map { model.diff.source(of: $0.change) }
    let asked = sources.map { source in
      update(&model, .diff(.found(source, DiffBody(note: "read")))).contains { effect in
        if case .diff(.findMoved(let wanted)) = effect { wanted == sources } else { false }
      }
    }
    #expect(asked == [false, true])
  }

  /// What is pending may be known before the commits are: the first commit's first file is gone to all the same.
  @Test func whatIsPendingIsNotGoneToByItself() throws {
    var model = Model(size: Size(width: 140, height: 40), now: 2000)
    let made = try LiteralModel.make()
    let summary = try #require(made.summary)
    _ = update(&model, .repo(.opened(summary, reviewed: [])))
    let position = RepoPosition(
      behind: GroupCounts(), drift: 0, strays: 0, owed: ["a/two"], isRewritten: false,
      lastSync: nil)
    #expect(update(&model, .repo(.position(position))).isEmpty)
    _ = update(&model, .commits(.found([LiteralModel.commit(4)], listing: 1)))
    let key = FileList.Key(candidate: LiteralModel.id(4), scope: .sincePin)
    _ = update(&model, .files(.found(key, ["a/one", "a/two"].map(LiteralModel.file))))
    #expect(model.files.selected?.shownPath == "a/one")
    // With nothing past the pin, it is.
    var none = Model(size: Size(width: 140, height: 40), now: 2000)
    _ = update(&none, .repo(.opened(summary, reviewed: [])))
    _ = update(&none, .repo(.position(position)))
    #expect(update(&none, .commits(.complete(listing: 1))).map(Self.name).contains("loadFiles"))
  }

  /// A plan counts for what was asked for alone: for following moves or not, over drift or not.
  @Test func aPlanOfAnotherRequestIsNotShown() throws {
    var model = try LiteralModel.make()
    _ = update(&model, .input(.key(Key("p"))))
    for sync in [
      WantedSync.weekly(LiteralModel.id(4), followsMoves: true), .emergency(LiteralModel.id(4)),
      .weekly(LiteralModel.id(3), followsMoves: false),
    ] {
      _ = update(&model, .sync(.refused(sync, "not this one", isFollowable: false)))
      #expect(!ConsoleView.draw(&model).text.contains("not this one"))
    }
    let sync = WantedSync.weekly(LiteralModel.id(4), followsMoves: false)
    _ = update(&model, .sync(.refused(sync, "this one", isFollowable: true)))
    #expect(ConsoleView.draw(&model).text.contains("this one"))
    // What can be followed is asked for by a key, and asked for anew.
    let effects = update(&model, .input(.key(Key("m"))))
    #expect(effects.map(Self.name) == ["sync.plan"])
    #expect(!ConsoleView.draw(&model).text.contains("this one"))
  }

  /// A landing that fails leaves no dialog that says otherwise; one that landed leaves what it told.
  @Test(arguments: [
    (SyncDialogMessage.failed("no"), "Nothing landed"),
    (.landedBehind("no"), "It landed, but the work tree is behind"),
    (.landed(title: "✓ Landed", [Line("as one commit")]), "✓ Landed"),
  ])
  func theEndOfALandingIsTold(_ message: SyncDialogMessage, _ title: String) throws {
    var model = try LiteralModel.make()
    _ = update(&model, .input(.key(Key("p"))))
    model.activities[.landing] = "landing"
    _ = update(&model, .sync(message))
    #expect(model.activities[.landing] == nil)
    #expect(model.overlays.count == 1 && model.overlays.last is TextScreen)
    #expect(ConsoleView.draw(&model).text.contains(title))
  }

  /// However often one goes past an end, one step back is one row.
  @Test(arguments: ["down", "pgdn", "ctrl-d", "end"])
  func pastTheEndIsTheEnd(_ key: String) throws {
    var model = try LiteralModel.make()
    model.overlays = [
      TextScreen(.message(title: "Long", (0..<100).map { Line("line \($0)") }))
    ]
    _ = ConsoleView.draw(&model)
    for _ in 0..<200 { _ = update(&model, .input(.key(try #require(Key(name: key))))) }
    let end = ConsoleView.draw(&model).text
    #expect(end.contains("line 99"))
    _ = update(&model, .input(.key(Key(.up))))
    let above = ConsoleView.draw(&model).text
    #expect(above.contains("line 98") && !above.contains("line 99"))
  }
}
