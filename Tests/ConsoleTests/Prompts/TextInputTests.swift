import Terminal
import Testing
import Text

@testable import Console

/// A line that is typed, as a value: what keys make of it, and where the cursor is.
@Suite struct TextInputTests {
  /// Keys, with text to type in angle brackets; then the line with `|` at the cursor.
  struct Row: CustomTestStringConvertible {
    let keys: String
    let line: String
    var earlier: [String] = []
    var testDescription: String { keys }
  }

  static let rows = [
    Row(keys: "<abc>", line: "abc|"),
    Row(keys: "<abc> left <x>", line: "abx|c"),
    Row(keys: "<abc> ctrl-b ctrl-b <x> ctrl-f <y>", line: "axby|c"),
    Row(keys: "<abc> home <x> end <y>", line: "xabcy|"),
    Row(keys: "<abc> ctrl-a left <x> ctrl-e right <y>", line: "xabcy|"),
    Row(keys: "<one two.three> alt-b", line: "one two.|three"),
    Row(keys: "<one two.three> ctrl-left alt-left alt-b alt-b", line: "|one two.three"),
    Row(keys: "<one two.three> home alt-f", line: "one| two.three"),
    Row(keys: "<one two.three> home ctrl-right alt-right", line: "one two|.three"),
    Row(keys: "<abc> backspace", line: "ab|"),
    Row(keys: "backspace delete ctrl-d", line: "|"),
    Row(keys: "<abc> home delete ctrl-d backspace", line: "|c"),
    Row(keys: "<one two.three > ctrl-w", line: "one |"),
    Row(keys: "<one two.three > alt-backspace", line: "one two.|"),
    Row(keys: "<one two> home alt-d", line: "| two"),
    Row(keys: "<one two> alt-b ctrl-k", line: "one |"),
    Row(keys: "<one two> alt-b ctrl-u", line: "|two"),
    Row(keys: "<one two> ctrl-w home ctrl-y", line: "two|one "),
    // What is cut one after the other is put back as one.
    Row(keys: "<one two > ctrl-w ctrl-w <x> ctrl-y", line: "xone two |"),
    Row(keys: "<one two> alt-b ctrl-k ctrl-u ctrl-y", line: "one two|"),
    Row(keys: "<one two> ctrl-w left right ctrl-w ctrl-y", line: "one |"),
    Row(keys: "ctrl-y", line: "|"),
    // Marks stay on what they stand on.
    Row(keys: "<e\u{301}a> left left <x>", line: "x|e\u{301}a"),
    Row(keys: "<ae\u{301}> backspace", line: "a|"),
    Row(keys: "<ab> left <\u{301}>", line: "a\u{301}|b"),
    Row(keys: "<日本> left <x>", line: "日x|本"),
    Row(keys: "<👍🏽a> left backspace", line: "|a"),
    // Earlier lines, and what was typed.
    Row(keys: "up", line: "two|", earlier: ["one", "two"]),
    Row(keys: "<x> up ctrl-p ctrl-p", line: "one|", earlier: ["one", "two"]),
    Row(keys: "<x> up up down", line: "two|", earlier: ["one", "two"]),
    Row(keys: "<x> up up down ctrl-n down", line: "x|", earlier: ["one", "two"]),
    Row(keys: "up <!> home", line: "|two!", earlier: ["one", "two"]),
    Row(keys: "<x> up down", line: "x|"),
    // What means nothing here.
    Row(keys: "<a> tab f5 ctrl-t alt-x pgup", line: "a|"),
  ]

  @Test(arguments: rows)
  func keysEdit(_ row: Row) throws {
    var input = TextInput(earlier: row.earlier)
    for part in row.keys.matches(of: /<([^>]*)>|\S+/.matchingSemantics(.unicodeScalar)) {
      let before = input.text
      var isChanged = false
      if let text = part.1 {
        for scalar in text.unicodeScalars where input.edit(Key(scalar)) { isChanged = true }
      } else {
        isChanged = input.edit(try #require(Key(name: String(part.0))))
      }
      #expect(isChanged == (input.text != before), "\(part.0)")
    }
    #expect(input.before + "|" + input.after == row.line)
  }

  @Test func pastedTextComesToTheCursorAndIsBounded() {
    var input = TextInput()
    input.insert("ad")
    input.edit(Key(.left))
    input.insert("bc")
    #expect(input.before == "abc" && input.after == "d")
    input.insert(String(repeating: "e\u{301}", count: 1000))
    #expect(input.text.unicodeScalars.count == TextInput.limit)
    #expect(input.after == "d")
    #expect(!input.insert("x") && !input.edit(Key("x")))
  }

  /// Columns of room, where the cursor is among twenty letters, and what is seen with `|` before the cursor's cell.
  @Test(arguments: [
    (30, 20, "abcdefghijklmnopqrst| "), (21, 20, "abcdefghijklmnopqrst| "),
    (20, 0, "|abcdefghijklmnopqrs›"),
    (20, 18, "abcdefghijklmnopqr|s›"), (20, 19, "‹lmnopqrs|t"), (20, 20, "‹lmnopqrst| "),
    (10, 20, "‹qrst| "), (10, 10, "‹ghij|klmn›"), (10, 8, "abcdefgh|i›"), (5, 20, "‹t| "),
    (1, 20, "|‹"),
  ])
  func aLongLineIsSeenAroundTheCursor(_ room: Int, _ place: Int, _ seen: String) {
    var input = TextInput()
    input.insert("abcdefghijklmnopqrst")
    for _ in place..<20 { input.edit(Key(.left)) }
    let (line, cursor) = input.window(width: room)
    var text = Array(line.text.string)
    if text.count == cursor { text.append(" ") }
    text.insert("|", at: min(cursor, text.count))
    #expect(String(text) == seen)
    #expect(line.width <= room)
  }

  @Test func aWideCellIsNeverCutInTwo() {
    var input = TextInput()
    input.insert(String(repeating: "日", count: 20))
    for place in 0...20 {
      for room in 4...41 {
        let (line, cursor) = input.window(width: room)
        #expect(line.width <= room && cursor < room, "\(place) \(room)")
      }
      input.edit(Key(.left))
    }
  }

  @Test func earlierLinesStandOnceAndAreBounded() {
    var history = PromptHistory()
    for line in ["a", "b", "a", "  ", "c\nd"] { history.add(line, to: .search) }
    #expect(history.lines(of: .search) == ["b", "a"])
    #expect(history.lines(of: .reason).isEmpty)
    for number in 0..<300 { history.add("\(number)", to: .search) }
    #expect(history.lines(of: .search).count == PromptHistory.limit)
    #expect(history.lines(of: .search).last == "299")
  }
}
