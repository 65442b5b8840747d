import Git
import Journal
import Support
import SystemPackage
import Terminal
import Testing
import Text

@testable import Console

/// What is noted, from the dialog to the list and back to its place.
@Suite struct NotesOnScreenTests {
  private static func keys(_ text: String) -> [String] {
    text.map { $0 == " " ? "space" : String($0) }
  }

  private static func golden(_ name: String, _ console: MemoryConsole) throws {
    try Golden.expect(console.surface.text, matches: name)
    try Golden.expectColours(of: console.model, matching: name)
  }

  /// A note on a line, one on a commit and a follow-up on a file: the dialog, the marks and the list.
  @Test(arguments: ScreenTests.Extent.allCases)
  func looksAsItDid(_ extent: ScreenTests.Extent) async throws {
    let (console, pair) = try await ScreenTests.console(extent.size)
    let name = extent.rawValue
    await console.press(["@"])
    try Self.golden("notes-none-\(name)", console)
    await console.press(["esc", "2", "down", "3", "}", "down", "down", "i"])
    await console.press(Self.keys("is that so"))
    try Self.golden("note-\(name)", console)
    await console.press(["enter", "2", "i"] + Self.keys("ask for wheels") + ["tab"])
    await console.press(Self.keys(" @ana"))
    try Self.golden("follow-up-\(name)", console)
    await console.press(["enter", "1", "i"] + Self.keys("read twice") + ["enter", "3"])
    try Self.golden("noted-\(name)", console)
    await console.press(["@"])
    try Self.golden("notes-\(name)", console)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// A note stands at its line in each layout, wrapped too; a removed line's at the older version's.
  @Test func aNoteStandsAtItsLine() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 140, height: 40))
    await console.press(
      ["2", "down", "3", "/"] + Self.keys("predict(series, horizon)") + ["enter"])
    let line = try #require(console.model.diff.cursorLine)
    #expect(line.kind == .deletion)
    await console.press(["i"] + Self.keys("why is that gone") + ["enter", "esc"])
    func rows() -> [String] {
      console.surface.text.split(separator: "\n").map(String.init).filter { $0.contains("✎") }
    }
    for keys in [[], ["|"], ["|", "w"], ["w", "+"], ["-", "r"]] {
      await console.press(keys)
      #expect(rows().count { $0.contains("−✎") } == 1, "\(keys) \(rows())")
    }
    let note = try #require(console.model.notes.notes.first)
    guard case .file(let file) = note.subject else {
      Issue.record("\(note)")
      return
    }
    #expect(file.isRemoved && file.line == line.oldNumber)
    // The list leads back to it from wherever one is, and what is done is said to be.
    await console.press(["1", "end", "home", "@", "space"])
    #expect(console.model.notice?.text == "a note is never done: only follow-ups are")
    await console.press(["enter"])
    #expect(console.model.focus == .diff)
    #expect(console.model.diff.cursorLine?.oldNumber == line.oldNumber)
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// A sync that landed tells what was noted on what it brought; another one doesn't.
  @Test func aSyncTellsItsNotes() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 140, height: 40))
    await console.press(["end", "i"] + Self.keys("on the pin") + ["enter"])
    await console.press(["c", "enter"])
    var events: [Bool] = []
    for _ in 0..<3 {
      events.append(console.surface.text.contains("on the pin  Robin Reiter"))
      await console.press(["esc", "down", "enter"])
    }
    #expect(events.count { $0 } == 1, "\(console.surface.text)")
    await console.finish()
    withExtendedLifetime(pair) {}
  }

  /// A follow-up on what isn't past the pin is listed until it is done; a note isn't.
  @Test func whatIsToDoElsewhereIsListed() async throws {
    let (console, pair) = try await ScreenTests.console(Size(width: 140, height: 40))
    await console.press(["end", "i"] + Self.keys("on the pin") + ["enter"])
    await console.press(["home", "i"] + Self.keys("on the newest") + ["tab", "enter"])
    await console.press(["@"])
    #expect(console.surface.text.contains("Notes 2"))
    #expect(console.surface.text.contains("[ ] on the newest"))
    await console.press(["space"])
    #expect(console.surface.text.contains("[x] on the newest"))
    let candidate = console.model.candidate
    await console.press(["down", "enter"])
    // Going somewhere is no choice.
    #expect(console.model.candidate == candidate)
    #expect(console.model.commits.selected == nil)
    await console.finish()
    withExtendedLifetime(pair) {}
  }
}
