import Testing
import Text

@Suite struct ProgramLinesTests {
  @Test(
    arguments: [
      ("", []), ("one\n", ["one"]), ("one\ntwo", ["one", "two"]), ("\n \n\t\n", []),
      // As ssh ends its lines.
      ("ssh: timed out\r\n", ["ssh: timed out"]), ("one\r\r\ntwo\r\n", ["one", "two"]),
      // Progress, of which the last state stays.
      ("10%\r50%\r100%\n", ["100%"]), ("10%\rfatal: cut off\n", ["fatal: cut off"]),
      ("10%\r50%", ["50%"]), ("10%\r50%\r", ["50%"]), ("10%\r\n", ["10%"]),
      // A hook's CR LF as git hands it on from a server.
      ("remote: no\rremote:         \nremote: yes\n", ["remote: no", "remote: yes"]),
      // Colours go; what could hide something shows.
      ("\u{1B}[1;31merror:\u{1B}[0m it\u{1B}[K\n", ["error: it"]),
      ("remote: no   \u{1B}[K  \n", ["remote: no"]),
      ("a\u{1B}[2Jb\u{1B}]0;title\u{7}\u{8}\n", ["a^[[2Jb^[]0;title^G^H"]),
      ("a\u{1B}[31", ["a^[[31"]), ("a\u{202E}b\n", ["a<U+202E>b"]), ("a\tb\n", ["a       b"]),
      ("fatal: https://me:secret@host/x\n", ["fatal: https://***@host/x"]),
    ] as [(String, [String])])
  func tellsWhatAProgramSaid(_ printed: String, _ lines: [String]) {
    #expect(ProgramLines.last(of: printed.utf8).map(\.string) == lines)
    // However it comes in pieces.
    var pieces = ProgramLines()
    for byte in printed.utf8 { pieces.take([byte]) }
    #expect(pieces.finish().map(\.string) == lines)
  }

  @Test func handsOnEachStateAndKeepsTheLastLines() {
    var lines = ProgramLines()
    #expect(lines.take("1%\r2%\r\n3%\rdone\n".utf8).map(\.string) == ["1%", "2%", "3%", "done"])
    for number in 0..<100 { lines.take("line \(number)\n".utf8) }
    let kept = lines.finish().map(\.string)
    #expect(kept.count == ProgramLines.kept)
    #expect(kept.last == "line 99")
  }

  @Test func aLineWithoutAnEndFillsNoMemory() {
    var lines = ProgramLines()
    for _ in 0..<64 { lines.take(repeatElement(UInt8(ascii: "x"), count: 4096)) }
    #expect(lines.finish().map(\.string.utf8.count) == [4096])
  }
}
