import Git
import Support
import Terminal
import Testing
import Text
import Upstream

@testable import Console

/// Where a line comes from, from the key to the commit in the list.
@Suite struct BlameOnScreenTests {
  private static let history: RandomHistory = {
    func file(_ lines: [String]) -> HistoryFile {
      HistoryFile(kind: .file, content: Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    let lines = (0..<6).map { "line \($0)" }
    var first = lines
    first[2] = "the first"
    var second = first
    second.remove(at: 4)
    let third = second + ["the \u{1B}third"]
    return RandomHistory([lines, first, second, third].map { ["svc/a": file($0)] })
  }()

  /// Brings the cursor to a line of the reading pane.
  private static func go(to text: String, _ console: MemoryConsole) async {
    await console.press(
      ["3", "/"] + text.map { $0 == " " ? "space" : String($0) } + ["enter", "esc"])
  }

  /// Lines that were made, that were removed and that are older; the list's cursor goes to the commit, the candidate
  /// stays.
  @Test func leadsToTheCommit() async throws {
    try await MemoryConsole.on(Self.history) { console, upstream in
      let ids = try upstream.ids[0].map { try #require(ObjectID(hex: $0)) }
      await Self.go(to: "the first", console)
      await console.press(["B"])
      #expect(console.model.notice == nil)
      var text = console.surface.text
      #expect(text.contains("Who made line 3") && text.contains("+ the first"))
      #expect(text.contains("\(ids[1].short) AS") && text.contains("Change 1 of 0"))
      await console.press(["esc"])
      #expect(console.model.overlays.isEmpty && console.model.focus == .diff)
      await console.press(["B", "enter"])
      #expect((console.model.focus, console.model.pointed) == (.commits, ids[1]))
      #expect((console.model.candidate, console.model.chosen) == (ids[3], ids[3]))
      #expect(console.model.notice?.text == SafeText("\(ids[3].short) stays the candidate"))
      // It is still the candidate's change that is read.
      await Self.go(to: "line 4", console)
      await console.press(["B"])
      text = console.surface.text
      #expect(text.contains("Who removed line 5") && text.contains("− line 4"))
      #expect(text.contains("\(ids[2].short) AS"))
      await console.press(["enter"])
      #expect((console.model.pointed, console.model.candidate) == (ids[2], ids[3]))
      await Self.go(to: "line 3", console)
      await console.press(["B"])
      #expect(console.surface.text.contains("It is older than the pin."))
      await console.press(["enter"])
      #expect(console.model.overlays.isEmpty && console.model.focus == .diff)
      await Self.go(to: "third", console)
      await console.press(["B"])
      #expect(console.surface.text.contains("+ the ^[third"))
    }
  }

  /// Of a commit alone, only its own change counts; a filter that leaves the commit out goes.
  @Test func looksThroughACommitAlone() async throws {
    try await MemoryConsole.on(Self.history) { console, upstream in
      let ids = try upstream.ids[0].map { try #require(ObjectID(hex: $0)) }
      await console.press(["down", "s"])
      await Self.go(to: "the first", console)
      await console.press(["B"])
      #expect(console.surface.text.contains("It is older than this commit."))
      await console.press(["esc"])
      await Self.go(to: "line 4", console)
      await console.press(["B", "enter"])
      #expect(console.model.pointed == ids[2])
      await console.press(["s", "1", "home", "F", "3", "enter"])
      #expect(console.model.commits.rows.count == 1)
      await Self.go(to: "the first", console)
      await console.press(["B", "enter"])
      #expect(console.model.pointed == ids[1] && console.model.commits.filtering == nil)
    }
  }

  /// What comes late, of a line that was left, is dropped; git's words are said.
  @Test func anAnswerForAnotherLineIsDropped() async throws {
    try await MemoryConsole.on(Self.history) { console, _ in
      await Self.go(to: "the first", console)
      var model = console.model
      func press(_ name: String) throws -> [Effect] {
        update(&model, .input(.key(try #require(Key(name: name)))))
      }
      func asked(_ effects: [Effect]) throws -> LineInRange {
        try #require(
          effects.compactMap { if case .diff(.blame(let line)) = $0 { line } else { nil } }.first)
      }
      let line = try asked(press("B"))
      #expect(model.notice?.text == "asking git…")
      _ = try press("down")
      _ = update(&model, .diff(.blamed(line, .older, nil)))
      #expect(model.overlays.isEmpty && model.notice == nil)
      let other = try asked(press("B"))
      #expect(other != line)
      _ = update(&model, .diff(.unblamed(line, "late")))
      #expect(model.notice?.text == "asking git…")
      _ = update(&model, .diff(.unblamed(other, "fatal: no such path")))
      #expect(model.notice?.text == "fatal: no such path")
    }
  }
}
