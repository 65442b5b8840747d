import Support
import Testing
import Text

/// What each class of text that could do harm is replaced by.
@Suite struct SafeTextTests {
  @Test(arguments: 0..<UInt8(0x20))
  func aControlShowsAsACaret(_ byte: UInt8) {
    let name = String(Unicode.Scalar(byte + 0x40))
    #expect(SafeText(bytes: [0x61, byte, 0x62]).string == "a^\(name)b")
  }

  @Test func deleteShowsAsACaret() {
    #expect(SafeText(bytes: "a\u{7F}b".utf8).string == "a^?b")
  }

  @Test(arguments: 0x80...UInt32(0x9F))
  func aC1ControlShowsByItsNumber(_ value: UInt32) throws {
    let scalar = try #require(Unicode.Scalar(value))
    let digits = String(value, radix: 16, uppercase: true)
    #expect(SafeText("a" + String(scalar) + "b").string == "a<U+00\(digits)>b")
    // The same byte alone is no UTF-8, and terminals without UTF-8 obey it.
    #expect(SafeText(bytes: [0x61, UInt8(value), 0x62]).string == "a<\(digits)>b")
  }

  @Test(arguments: HostileText.escapes)
  func anEscapeSequenceIsShownWhole(_ sequence: String) {
    let shown = sequence.unicodeScalars.map { scalar in
      switch scalar.value {
      case 0..<0x20: "^" + String(Unicode.Scalar(UInt8(scalar.value) + 0x40))
      case 0x7F: "^?"
      case 0x80...0x9F: "<U+00\(String(scalar.value, radix: 16, uppercase: true))>"
      default: String(scalar)
      }
    }.joined()
    #expect(SafeText(sequence).string == shown)
    #expect(SafeText("x" + sequence + "y").string == "x" + shown + "y")
  }

  @Test func everyHiddenScalarShowsByItsNumber() {
    for scalar in HostileText.hidden {
      let hexadecimal = String(scalar.value, radix: 16, uppercase: true)
      let digits = String(repeating: "0", count: max(0, 4 - hexadecimal.count)) + hexadecimal
      #expect(SafeText("a\(String(scalar))b").string == "a<U+\(digits)>b")
    }
  }

  @Test(arguments: [
    ("lone continuation", [0xBF], "<BF>"),
    ("overlong slash", [0xC0, 0xAF], "<C0><AF>"),
    ("overlong NUL", [0xE0, 0x80, 0x80], "<E0><80><80>"),
    ("lone surrogate", [0xED, 0xA0, 0x80], "<ED><A0><80>"),
    ("past the last scalar", [0xF4, 0x90, 0x80, 0x80], "<F4><90><80><80>"),
    ("five bytes", [0xF8, 0x88, 0x80, 0x80, 0x80], "<F8><88><80><80><80>"),
    ("cut short", [0xE2, 0x82], "<E2><82>"),
    ("cut short by a letter", [0xE2, 0x82, 0x61], "<E2><82>a"),
    ("Latin 1", [0x63, 0x61, 0x66, 0xE9], "caf<E9>"),
    ("FE and FF", [0xFE, 0xFF], "<FE><FF>"),
  ])
  func invalidBytesShowByTheirNumber(_ name: String, _ bytes: [UInt8], _ shown: String) {
    #expect(SafeText(bytes: bytes).string == shown, "\(name)")
  }

  @Test func aCarriageReturnBeforeANewlineIsSeen() {
    #expect(SafeText(bytes: "a\r\nb".utf8).string == "a^M^Jb")
    #expect(SafeText.lines("a\r\nb\r\n").map(\.string) == ["a^M", "b^M"])
  }

  @Test func fourMarksStayOnACellAndTheRestAreCounted() {
    let flood = "e" + String(repeating: "\u{301}", count: 1000) + "x"
    #expect(
      SafeText(flood).string.unicodeScalars.elementsEqual(
        ("e\u{301}\u{301}\u{301}\u{301}<+996>x").unicodeScalars))
    let four = "e\u{301}\u{302}\u{303}\u{304}"
    #expect(SafeText(four).string.unicodeScalars.elementsEqual(four.unicodeScalars))
  }

  @Test(arguments: [
    ("\u{301}a", "\u{25CC}\u{301}a"),
    ("\u{1B}\u{301}a", "^[\u{25CC}\u{301}a"),
    ("\u{200D}\u{301}", "<U+200D>\u{25CC}\u{301}"),
  ])
  func aMarkWithNothingToStandOnGetsACircle(_ text: String, _ shown: String) {
    #expect(SafeText(text).string.unicodeScalars.elementsEqual(shown.unicodeScalars))
  }

  @Test(arguments: [
    ("a\tb", "a       b"), ("\t", "        "), ("12345678\tx", "12345678        x"),
    ("日\tb", "日      b"), ("e\u{301}\tb", "e\u{301}       b"), ("\u{1B}\tb", "^[      b"),
    ("\u{202E}\tb", "<U+202E>        b"), ("a\t\tb", "a               b"),
  ])
  func aTabIsDrawnOutToTheNextStop(_ text: String, _ shown: String) {
    #expect(SafeText(bytes: text.utf8, tabs: 8).string == shown)
    #expect(SafeText(text).string.contains("^I"))
  }

  @Test(arguments: [
    ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]),
    ("a\n\nb\n", ["a", "", "b"]), ("\n\n", ["", ""]), ("a\u{2028}b", ["a<U+2028>b"]),
  ])
  func linesEndAtNewlinesAlone(_ text: String, _ lines: [String]) {
    #expect(SafeText.lines(text).map(\.string) == lines)
  }

  @Test func whatStandsForSomethingIsMarked() {
    let text = SafeText(bytes: "a\u{1B}b\u{9B}\u{07}c".utf8)
    #expect(text.string == "a^[b<U+009B>^Gc")
    let marked = text.cells.filter(\.isReplaced).map { String($0.text) }.joined()
    #expect(marked == "^[<U+009B>^G")
  }

  @Test func literalsAreTakenAndValuesAreMadeSafe() {
    let hostile = "\u{1B}[2J"
    let text: SafeText = "file \(hostile) of \(3)"
    #expect(text.string == "file ^[[2J of 3")
    #expect(text.cells.filter(\.isReplaced).count == 2)
    let described: SafeText = "\(Described(description: hostile))"
    #expect(described.string == "^[[2J")
  }

  private struct Described: CustomStringConvertible {
    let description: String
  }

  @Test(arguments: [0, 1, 2, 80, 4096])
  func aLimitBoundsWhatIsProduced(_ limit: Int) {
    let length = 1 << 17
    for unit: [UInt8] in [[0x61], [0x1B], [0x9B], Array("日".utf8), Array("\u{301}".utf8)] {
      let bytes = Array(repeatElement(unit, count: length / unit.count).joined())
      let text = SafeText(bytes: bytes, limit: limit)
      // The longest stand-in of one of these is `<9B>`, and the rest is counted at the end.
      #expect(text.string.utf8.count <= 4 * limit + 32)
      #expect(text.string.hasSuffix(" bytes>"))
      let rest = text.string.utf8.reversed().dropFirst(7).prefix { (0x30...0x39).contains($0) }
      let left = Int(String(decoding: rest.reversed(), as: UTF8.self))
      #expect(left == bytes.count - limit * unit.count)
    }
  }

  @Test func aLimitThatIsNotReachedChangesNothing() {
    #expect(SafeText(bytes: "abc".utf8, limit: 3).string == "abc")
    #expect(SafeText(bytes: "日本".utf8, limit: 2).string == "日本")
    #expect(SafeText(bytes: "日本語".utf8, limit: 2).string == "日本<+3 bytes>")
  }
}
