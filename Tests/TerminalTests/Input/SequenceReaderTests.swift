import Testing

@testable import Terminal

/// What begins with escape is a key, the mouse or an answer, however it comes; nothing of it is taken for other keys.
@Suite struct SequenceReaderTests {
  typealias Found = SequenceReader.Found

  struct Row: CustomTestStringConvertible {
    let text: String
    let found: [Found]
    /// What is left as typed.
    var rest = ""
    var isAsking = false
    var testDescription: String { text.debugDescription }
  }

  private static func alt(_ scalar: Unicode.Scalar) -> Found {
    .key(Key(.scalar(scalar), isAlt: true))
  }

  static let rows = [
    Row(text: "\u{1B}", found: [.key(Key(.escape))]),
    Row(text: "\u{1B}\u{1B}", found: [.key(Key(.escape)), .key(Key(.escape))]),
    Row(text: "\u{1B}\r", found: [.key(Key(.escape))], rest: "\r"),
    Row(text: "\u{1B}b", found: [alt("b")]),
    Row(text: "\u{1B}\u{7F}x", found: [.key(Key(.backspace, isAlt: true))], rest: "x"),
    Row(text: "\u{1B}[A\u{1B}OBj", found: [.key(Key(.up)), .key(Key(.down))], rest: "j"),
    Row(text: "\u{1B}[1;5D", found: [.key(Key(.left, isControl: true))]),
    Row(text: "\u{1B}[27;5;9~\u{1B}[99;2u\u{1B}[I\u{1B}Op", found: []),
    Row(text: "\u{1B}[", found: [alt("[")]),
    Row(text: "\u{1B}]", found: [alt("]")]),
    Row(text: "\u{1B}Pq", found: [alt("P")], rest: "q"),
    Row(text: "\u{1B}[<0;250;7M", found: [.mouse(button: 0, x: 250, y: 7, isRelease: false)]),
    Row(text: "\u{1B}[<0;1;1m", found: [.mouse(button: 0, x: 1, y: 1, isRelease: true)]),
    Row(text: "\u{1B}[<0;1M\u{1B}[<0;0;1M\u{1B}[<0;99999999;1M\u{1B}[<;;M", found: []),
    Row(text: "\u{1B}[?62;1c", found: [.answer(.attributes)]),
    Row(text: "\u{1B}]11;rgb:0/0/0\u{7}x", found: [.answer(.operating("11;rgb:0/0/0"))], rest: "x"),
    Row(text: "\u{1B}P1$rm\u{1B}\\x", found: [.answer(.device("1$rm"))], rest: "x"),
    Row(text: "\u{1B}Pq\u{1B}\\", found: [.answer(.device("q"))], isAsking: true),
    Row(text: "\u{1B}P1$r\u{18}x", found: [], rest: "x"),
    Row(text: "\u{1B}P1$r\u{1B}[Ax", found: [.key(Key(.up))], rest: "x"),
    Row(text: "\u{1B}[1\u{1B}[Ax", found: [.key(Key(.up))], rest: "x"),
    Row(text: "\u{1B}]11;" + String(repeating: "q", count: 5000) + "\u{7}x", found: [], rest: "x"),
    Row(text: "\u{1B}[" + String(repeating: "1;", count: 5000) + "Ax", found: [], rest: "x"),
  ]

  @Test(arguments: rows)
  func aSequenceIsWhatItIs(_ row: Row) {
    var reader = SequenceReader()
    reader.isAsking = row.isAsking
    var (found, rest): ([Found], String) = ([], "")
    for scalar in row.text.unicodeScalars { Self.feed(&reader, scalar, &found, &rest) }
    found += reader.pause()
    #expect(found == row.found)
    #expect(rest == row.rest)
  }

  /// An answer that comes in two parts is one.
  @Test(arguments: ["\u{1B}]11;rgb:0/0/0\u{1B}\\", "\u{1B}P1$rm\u{1B}\\", "\u{1B}[?62;1c"])
  func anAnswerMayComeInParts(_ text: String) {
    let scalars = Array(text.unicodeScalars)
    for cut in 2..<scalars.count {
      var reader = SequenceReader()
      reader.isAsking = true
      var (found, rest): ([Found], String) = ([], "")
      for (index, scalar) in scalars.enumerated() {
        if index == cut { found += reader.pause() }
        Self.feed(&reader, scalar, &found, &rest)
      }
      #expect(found.count == 1 && rest.isEmpty, "cut at \(cut)")
      #expect(!reader.isOpen)
    }
  }

  @Test func whatIsNeverEndedEndsByItself() {
    var reader = SequenceReader()
    let start = ContinuousClock.now
    for scalar in "\u{1B}P1$rqq".unicodeScalars {
      _ = reader.take(Int32(scalar.value), isCode: false, at: start)
    }
    #expect(reader.take(0x71, isCode: false, at: start + .milliseconds(900)).isTaken)
    #expect(!reader.take(0x71, isCode: false, at: start + .milliseconds(1100)).isTaken)
  }

  private static func feed(
    _ reader: inout SequenceReader, _ scalar: Unicode.Scalar, _ found: inout [Found],
    _ rest: inout String
  ) {
    let (more, isTaken) = reader.take(Int32(scalar.value), isCode: false)
    found += more
    if !isTaken { rest.unicodeScalars.append(scalar) }
  }
}
