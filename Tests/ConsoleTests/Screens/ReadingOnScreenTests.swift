import Git
import Rules
import Support
import Terminal
import Testing
import Text

@testable import Console

/// Reading on the screen: what is told of lines is told of those that are seen, however they came to be seen.
@Suite struct ReadingOnScreenTests {
  /// A block moves from one file to another, one line changes, a file outside too; two files more are there to go to.
  private static let history: RandomHistory = {
    let block = (0..<6).map { "a block of lines that moves as a whole, number \($0)" }
    let filler = (0..<40).map { "what was there before, line \($0)" }
    func file(_ lines: [String]) -> HistoryFile {
      HistoryFile(kind: .file, content: Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    var changed = filler
    changed[20] = "the needle that is looked for"
    return RandomHistory([
      [
        "svc/a": file(Array(filler[..<10]) + block + filler[10...]), "svc/b": file(filler),
        "svc/c": file(["one"]), "svc/d": file(["two"]), "out/e": file(["three"]),
      ],
      [
        "svc/a": file(filler), "svc/b": file(Array(changed[..<30]) + block + changed[30...]),
        "svc/c": file(["one more"]), "svc/d": file(["two more"]), "out/e": file(["three more"]),
      ],
    ])
  }()

  private static let size = Size(width: 140, height: 40)

  /// The text of rows of the reading pane that look like a role.
  private static func rows(_ role: Role, _ console: MemoryConsole) -> [String] {
    let (surface, style) = (console.surface, console.model.theme[role])
    return (0..<size.height).compactMap { y in
      let cells = (44..<size.width).map { surface[$0, y] }.filter { $0.style == style }
      let text = cells.map(\.text).joined().trimmingCharacters
      return text.isEmpty ? nil : text
    }
  }

  /// The text of the cells of the reading pane whose words look like a role.
  private static func cells(_ role: Role, _ console: MemoryConsole) -> String {
    let (surface, style) = (console.surface, console.model.theme[role])
    return (0..<size.height).flatMap { y in
      (44..<size.width).map { surface[$0, y] }.filter { $0.style == style }.map(\.text)
    }.joined()
  }

  /// The row with the cursor in the reading pane.
  private static func cursor(_ console: MemoryConsole) -> String {
    let line = console.model.diff.cursorLine
    let section = console.model.diff.sections[console.model.diff.cursor.section]
    guard let line, let patch = section.body?.patch else { return "" }
    return String(decoding: patch.bytes(of: line), as: UTF8.self)
  }

  /// What moved is marked, beside files outside too; with other context it is the same lines that are.
  @Test func whatMovedIsMarkedHoweverItIsRead() async throws {
    try await MemoryConsole.on(Self.history, size: Self.size) { console, _ in
      for keys in [[], ["3", "+"], ["+"], ["-", "-", "-", "-", "-"], ["W"], ["W"], ["x"], ["X"]] {
        await console.press(keys)
        let moved = Self.rows(.moved, console)
        #expect(!moved.isEmpty, "\(keys)")
        #expect(moved.allSatisfy { $0.contains("a block of lines that moves") }, "\(keys) \(moved)")
      }
      // Read whole, its lines have other places; none is marked that isn't one of them.
      await console.press(["X", "x", "g", "="])
      let moved = Self.rows(.moved, console)
      #expect(moved.allSatisfy { $0.contains("a block of lines that moves") }, "\(moved)")
    }
  }

  /// What moved has signs of its own, without colours too, and says where it went and came from; in one file by its
  /// line alone.
  @Test func whatMovedHasSignsAndItsOtherPlace() async throws {
    try await MemoryConsole.on(Self.history, size: Self.size) { console, _ in
      await console.press(["3"])
      func rows() -> [String] {
        console.surface.text.split(separator: "\n").map(String.init)
          .filter { $0.contains("a block of lines that moves") }
      }
      #expect(rows().count { $0.contains(" » a block") } == 6, "\(console.surface.text)")
      #expect(rows().first?.contains("number 0 ") == true)
      #expect(rows().first?.contains("moved to svc/b:31 ") == true, "\(rows())")
      #expect(rows().count { $0.contains("moved ") } == 1 || rows().count > 6)
      await console.press(["]"])
      #expect(rows().count { $0.contains(" « a block") } == 6, "\(console.surface.text)")
      let here = rows().filter { $0.contains("moved from svc/a:11 ") }
      #expect(here.count == 1 && here.first?.contains("number 0 ") == true, "\(rows())")
    }
  }

  /// A line that was edited as the block around it moved isn't told to have moved; its words are marked in both places.
  @Test func whatWasEditedInAMoveIsMarked() async throws {
    let filler = (0..<12).map { "what was there before, line \($0)" }
    var block = (0..<7).map { "a block of lines that moves as a whole, number \($0)" }
    func file(_ lines: [String]) -> HistoryFile {
      HistoryFile(kind: .file, content: Array((lines.joined(separator: "\n") + "\n").utf8))
    }
    let before = ["svc/a": file(filler + block), "svc/b": file(filler)]
    block[3] = "a block of lines that moves as a hole, number 3"
    let history = RandomHistory([before, ["svc/a": file(filler), "svc/b": file(filler + block)]])
    try await MemoryConsole.on(history, size: Self.size) { console, _ in
      await console.press(["3"])
      #expect(Self.cells(.deletionWord, console) == "whole")
      #expect(Self.cells(.additionWord, console) == "hole")
      let text = console.surface.text
      #expect(text.contains("− a block of lines that moves as a whole, number 3"), "\(text)")
      #expect(text.contains("+ a block of lines that moves as a hole, number 3"), "\(text)")
      #expect(text.contains("» a block of lines that moves as a whole, number 4"), "\(text)")
    }
  }

  /// The reading pane's frame with its title.
  private static func title(_ console: MemoryConsole) -> String {
    let row = console.surface.text.split(separator: "\n").first { $0.contains("┌ ") } ?? ""
    return "┌" + String(row.split(separator: "┌").last ?? "")
  }

  /// The title is of one file: of the one at the top of what is seen, wherever the cursor is.
  @Test func theTitleIsOfTheFileAtTheTop() async throws {
    try await MemoryConsole.on(Self.history, size: Self.size) { console, _ in
      await console.press(["3"])
      #expect(Self.title(console).hasPrefix("┌ svc/a  +0 −6 ─"), "\(Self.title(console))")
      #expect(Self.title(console).hasSuffix("─ file 1/5 · hunk 1/1 ─┐"))
      for _ in 0..<16 { await console.press(["down"]) }
      #expect(console.model.diff.cursor.section == 1)
      #expect(console.model.diff.top.section == 0)
      #expect(Self.title(console).hasPrefix("┌ svc/a  +0 −6 ─"), "\(Self.title(console))")
      #expect(Self.title(console).hasSuffix("─ file 1/5 ─┐"), "\(Self.title(console))")
      // A heading that is seen says what the file is.
      await console.press(["g", "x", "g"])
      #expect(console.model.diff.top == DiffPlace(0, 0))
      #expect(Self.title(console).hasPrefix("┌ Read ─"), "\(Self.title(console))")
      #expect(Self.title(console).hasSuffix("─ file 1/5 ─┐"), "\(Self.title(console))")
      #expect(console.surface.text.contains("── svc/a  +0 −6 ─"))
      await console.press(["enter", "down"])
      #expect(Self.title(console).hasPrefix("┌ svc/a  +0 −6  ● reviewed ─"))
    }
  }

  /// What is left out and what is out of sight is said as long as there is any room.
  @Test(arguments: [140, 100, 80, 60, 40])
  func whatIsLeftOutIsSaid(_ width: Int) async throws {
    try await MemoryConsole.on(Self.history, size: Size(width: width, height: 20)) { console, _ in
      await console.press(["3", "W", "j"])
      #expect(console.surface.text.contains("blanks left out"), "\(console.surface.text)")
      #expect(Self.title(console).hasPrefix("┌ svc/a  +0 −6 ─"), "\(Self.title(console))")
      await console.press(["l"])
      #expect(console.surface.text.contains("from column 9"), "\(console.surface.text)")
      await console.press(["W"])
      #expect(!console.surface.text.contains("blanks left out"), "\(console.surface.text)")
      #expect(console.surface.text.contains("from column 9"), "\(console.surface.text)")
    }
  }

  /// Other lines around a change leave the cursor on the line that it is on.
  @Test func theCursorStaysOnItsLine() async throws {
    try await MemoryConsole.on(Self.history, size: Self.size) { console, _ in
      await console.press(["3", "/", "n", "e", "e", "d", "l", "e", "enter"])
      let line = Self.cursor(console)
      #expect(line == "the needle that is looked for")
      for key in ["+", "+", "-", "=", "=", "W", "|", "|", "w", "r"] {
        await console.press([key])
        #expect(Self.cursor(console) == line, "\(key)")
      }
    }
  }

  /// What was found is looked for again in what is read otherwise, and in files that are opened meanwhile.
  @Test func aSearchGoesOnInWhatIsReadThen() async throws {
    try await MemoryConsole.on(Self.history, size: Self.size) { console, _ in
      await console.press(["3", "/", "l", "i", "n", "e", " ", "2", "enter"])
      for key in ["+", "-", "=", "W", "["] {
        await console.press([key, "n"])
        #expect(Self.cursor(console).contains("line 2"), "\(key): \(Self.cursor(console))")
        await console.press(["N"])
        #expect(Self.cursor(console).contains("line 2"), "\(key): \(Self.cursor(console))")
      }
      // A folded file isn't searched; once it is open, it is.
      await console.press(["esc", "G", "/", "t", "h", "r", "e", "e"])
      #expect(console.model.notice?.text == "nothing matches “three”")
      await console.press(["esc", "G", "enter", "/", "t", "h", "r", "e", "e", "enter"])
      #expect(console.model.notice?.text == "1/2")
    }
  }

  /// With reviewed files left out, each mark leads to the next file, and to no other.
  @Test func reviewedFilesMakeRoomForTheNext() async throws {
    try await MemoryConsole.on(Self.history, size: Self.size) { console, _ in
      for pane in ["3", "2"] {
        await console.press(["X", pane, "g", "]", "["])
        for name in ["svc/a", "svc/b", "svc/c"] {
          #expect(console.model.readFile?.shownPath.lineText == name)
          #expect(console.model.files.selected?.shownPath.lineText == name)
          await console.press(["x"])
        }
        #expect(console.model.readFile?.shownPath.lineText == "svc/d")
        // All of them anew.
        await console.press(["X", "3"])
        for name in ["svc/a", "svc/b", "svc/c"] {
          await console.press(["g"])
          for _ in 0..<5 where console.model.readFile?.shownPath.lineText != name {
            await console.press(["]"])
          }
          #expect(console.model.readFile?.shownPath.lineText == name)
          await console.press(["x"])
        }
      }
    }
  }

  /// Lines are wrapped as what is read says, whatever was read in its place before.
  @Test func wrappingGoesWithWhatIsRead() async throws {
    try await MemoryConsole.on(Self.history, size: Size(width: 50, height: 20)) { console, _ in
      await console.press(["3", "w"])
      for keys in [["s"], ["="], ["+", "+"], ["G", "g"], ["s"], ["W"], ["r"], ["-", "-"]] {
        await console.press(keys)
        var text = ""
        var place = console.model.diff.top
        let end = console.model.diff.end
        while place < end {
          place = console.model.diff.advance(place, by: 1)
          text += "\(place.section) \(place.row) \(place.piece)\n"
        }
        #expect(!text.isEmpty)
        #expect(!console.surface.text.contains("›"))
      }
    }
  }
}
