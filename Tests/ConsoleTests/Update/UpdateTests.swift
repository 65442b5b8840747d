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
  /// What is said where there is nothing to be noted on: the model's files have no versions.
  static let nothingToNote: SafeText =
    "note something on the commit, file or line: go to a commit, a file or a line first"

  static let rows: [UpdateRow] = [
    UpdateRow(keys: ["down"], candidate: 3, work: ["checks.loadKnown", "loadFiles"]),
    UpdateRow(keys: ["down", "up"], work: ["showRememberedFiles", "loadFiles"]),
    UpdateRow(keys: ["end"], candidate: 1, file: nil),
    UpdateRow(keys: ["Y"], notice: "Y does nothing here; ? lists the keys"),
    UpdateRow(keys: ["2", "down"], focus: .files, file: "a/two"),
    UpdateRow(keys: ["enter", "enter"], focus: .diff),
    UpdateRow(keys: ["right", "right", "left"], focus: .files),
    UpdateRow(keys: ["3", "["], focus: .diff, notice: "this is the first file"),
    UpdateRow(keys: ["3", "]"], focus: .diff, file: "a/two"),
    UpdateRow(keys: ["tab", "tab", "tab"], focus: .validation),
    UpdateRow(keys: ["shift-tab", "esc"]),
    UpdateRow(keys: ["4", "enter"], focus: .validation, top: "TextScreen"),
    UpdateRow(keys: ["2", "space"], focus: .files, file: nil),
    UpdateRow(keys: ["t"], notice: "files stand in their folders"),
    UpdateRow(
      keys: ["2", "down", "t"], focus: .files, file: "a/two",
      notice: "files stand in their folders"),
    UpdateRow(keys: ["2", "t", "t"], focus: .files, notice: "files stand by their paths"),
    UpdateRow(keys: ["s"], work: ["loadFiles"]),
    UpdateRow(keys: ["x"], candidate: 3, work: ["setReviewed", "checks.loadKnown", "loadFiles"]),
    UpdateRow(
      keys: ["D"], notice: "open both versions in your diff tool: both versions hold the same"),
    UpdateRow(
      keys: ["3", "."], focus: .diff,
      notice: "mark the hunk as reviewed: go to a hunk of upstream's change first"),
    UpdateRow(
      keys: ["y"], notice: SafeText("copied " + LiteralModel.id(4).hex), work: ["screen.copy"]),
    UpdateRow(keys: ["m"], top: "TextScreen", work: ["text.loadCommit"]),
    UpdateRow(keys: ["v"], work: ["checks.run"]),
    UpdateRow(keys: ["v", "v"], notice: "stopping the checks", work: ["checks.stop"]),
    UpdateRow(keys: ["V", "space", "enter"]),
    UpdateRow(keys: ["V", "enter"], work: ["checks.run"]),
    UpdateRow(keys: ["b"], work: ["checks.bisect"]),
    UpdateRow(keys: ["p"], top: "SyncDialog", work: ["sync.plan"]),
    UpdateRow(
      keys: ["p", "p"], top: "SyncDialog", notice: "Can't pin: the plan is still being made"),
    UpdateRow(keys: ["p", "esc"]),
    UpdateRow(keys: ["E"], top: "SyncDialog", work: ["sync.plan"]),
    UpdateRow(
      keys: ["end", "E"], candidate: 1, file: nil,
      notice: "emergency: land it now, review it later: go to the commit to land first"),
    UpdateRow(keys: ["H"], top: "HoldDialog", work: ["lock.loadRevert"]),
    UpdateRow(
      keys: ["H", "enter"], top: "HoldDialog",
      notice: "a reason is needed; it is recorded with your name"),
    UpdateRow(
      keys: ["H", "w", "h", "y", "enter"], top: "HoldDialog", work: ["remember", "lock.change"]),
    UpdateRow(
      keys: ["H", "w", "enter", "esc"], top: "HoldDialog",
      notice: "it is landing; wait until it is done"),
    UpdateRow(keys: ["H", "q", "esc"]),
    UpdateRow(keys: ["i"], top: "NoteDialog"),
    UpdateRow(keys: ["i", "enter"], top: "NoteDialog", notice: "a note needs a text"),
    UpdateRow(keys: ["i", "w", "h", "y", "enter"], work: ["remember", "notes.add"]),
    UpdateRow(
      keys: ["i", "w", "tab", "space", "@", "a", "enter"], work: ["remember", "notes.add"]),
    UpdateRow(keys: ["i", "q", "esc"]),
    UpdateRow(keys: ["2", "i"], focus: .files, notice: nothingToNote),
    UpdateRow(keys: ["3", "i"], focus: .diff, notice: nothingToNote),
    UpdateRow(keys: ["4", "i"], focus: .validation, notice: nothingToNote),
    UpdateRow(keys: ["@"], top: "NotesScreen"),
    UpdateRow(keys: ["@", "space", "enter"], top: "NotesScreen", isChange: false),
    UpdateRow(keys: ["@", "esc"]),
    UpdateRow(keys: ["f"], work: ["repo.fetch"]),
    UpdateRow(keys: ["f", "f"], notice: "stopping the fetch", work: ["repo.stopFetch"]),
    UpdateRow(keys: ["r"], work: ["repo.open", "diff.load"]),
    UpdateRow(keys: ["c"], top: "ChangelogScreen", work: ["text.loadEvents"]),
    UpdateRow(
      keys: ["c", "R"], top: "ChangelogScreen",
      notice: "go back to this sync: go to a sync in the changelog first"),
    UpdateRow(keys: ["S"], top: "TextScreen", work: ["text.loadStatus"]),
    UpdateRow(keys: ["!"], top: "TextScreen", work: ["text.loadDiagnosis"]),
    UpdateRow(keys: ["!", "esc"]),
    UpdateRow(keys: ["T", "esc"], work: ["screen.setTheme"]),
    UpdateRow(keys: [":", "h", "e", "l", "p", "enter"], top: "TextScreen", work: ["remember"]),
    UpdateRow(keys: [":", "ctrl-c"]),
    UpdateRow(keys: ["?", "?"], top: "TextScreen", isChange: false),
    // Looking for something is no choice; what was found is taken by a key.
    UpdateRow(keys: ["/", "2", "enter"], notice: "1/1", work: ["remember"]),
    // A line that was typed comes back; so does what it led to.
    UpdateRow(keys: ["/", "2", "enter", "esc", "/", "z", "up", "backspace"], notice: nil),
    UpdateRow(keys: ["/", "2", "enter", "esc", "/", "up"], notice: "1/1"),
    UpdateRow(keys: ["/", "3", "2", "left", "backspace"], notice: "1/1"),
    UpdateRow(
      keys: ["/", "2", "ctrl-c", "down"], candidate: 3, work: ["checks.loadKnown", "loadFiles"]),
    // What means nothing with alt held is escape and the key.
    UpdateRow(keys: ["/", "2", "alt-j"], candidate: 3, work: ["checks.loadKnown", "loadFiles"]),
    UpdateRow(keys: ["2", "alt-?"], top: "TextScreen"),
    UpdateRow(
      keys: ["/", "2", "enter", "space"], candidate: 2,
      notice: "2222222 is the candidate; reading others doesn't change that",
      work: ["checks.loadKnown", "loadFiles"]),
    UpdateRow(
      keys: ["/", "2", "esc", "down"], candidate: 3, work: ["checks.loadKnown", "loadFiles"]),
    UpdateRow(
      keys: ["space"], notice: "4444444 is the candidate; reading others doesn't change that"),
    UpdateRow(keys: ["space", "down", "down"], commit: "2"),
    UpdateRow(keys: ["space", "down", "s"], work: ["loadFiles"]),
    UpdateRow(
      keys: ["space", "down", "space", "space"], candidate: 3,
      notice: "the candidate follows the cursor again"),
    UpdateRow(keys: ["space", "end", "p"], top: "SyncDialog", work: ["sync.plan"]),
    UpdateRow(
      keys: ["end", "space"], candidate: 1, file: nil,
      notice: "go to a commit past the pin first"),
    UpdateRow(keys: ["/", "z"], notice: "nothing matches “z”"),
    UpdateRow(
      keys: ["a"],
      notice:
        "merge upstream's change into your file: go to one of your files that upstream changed"
    ),
    UpdateRow(keys: ["F"], top: "FilterPrompt"),
    UpdateRow(keys: ["F", "x", "esc"]),
    UpdateRow(keys: ["F", "enter"]),
    UpdateRow(keys: ["F", "x", "enter"], commit: "pin", work: ["remember", "commits.match"]),
    UpdateRow(keys: ["F", "x", "enter", "esc"], commit: "4"),
    UpdateRow("F - x enter", gives: [.over("FilterPrompt"), .shows("filter -x   ! ")]),
    UpdateRow(keys: ["L"], notice: "list the commits that touch this file: go to a file first"),
    UpdateRow(keys: ["2", "down", "L"], file: "a/two", work: ["commits.match"]),
    UpdateRow(keys: ["3", "L", "esc"], focus: .diff),
    UpdateRow(
      keys: ["3", "B"], focus: .diff,
      notice:
        "tell which commit made or removed this line: go to a line of upstream's change first"),
    UpdateRow(keys: ["O"], notice: "go to what is pending: status is still loading"),
    UpdateRow(keys: ["ctrl-l"], work: ["screen.redraw"]),
    UpdateRow(keys: ["p", "ctrl-z"], top: "SyncDialog", work: ["screen.suspend"]),
  ]

  @Test(arguments: rows)
  func aKeyDoes(_ row: UpdateRow) throws { try row.check() }

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
      .lock(.conflicts([])),
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
    #expect(update(&none, .commits(.complete(listing: 1))).map(\.words) == ["loadFiles 1"])
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
    #expect(effects.map(\.words) == ["sync.plan weekly 4 following"])
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

extension UpdateRow {
  /// Keys, and all of what there is then: the pane with the keys, the candidate's first digit, the file, what lies on
  /// top, what is said, and the work that follows from the last key.
  fileprivate init(
    keys: [String], focus: Pane = .commits, candidate: Int = 4, commit: String? = nil,
    file: String? = "a/one", top: String? = nil, notice: SafeText? = nil, work: [String] = [],
    isChange: Bool = true, at location: SourceLocation = #_sourceLocation
  ) {
    var facts: [Fact] = [
      .focus(focus), .candidate(candidate), .over([top].compactMap(\.self)), .said(notice),
      .work(work),
    ]
    if let commit { facts.append(.commit(commit)) }
    if candidate == 4 { facts.append(.file(file ?? "synced")) }
    self.init(.plain, [.keys(keys.joined(separator: " "))], facts, isChange: isChange, location)
  }
}
