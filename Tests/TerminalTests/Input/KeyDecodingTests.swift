import CCurses
import Testing

@testable import Terminal

/// What ncurses reads becomes the key that was pressed, or none.
@Suite struct KeyDecodingTests {
  private static let codes: [(Int32, Key.Code?)] = [
    (KEY_UP, .up), (KEY_DOWN, .down), (KEY_LEFT, .left), (KEY_RIGHT, .right),
    (KEY_PPAGE, .pageUp), (KEY_NPAGE, .pageDown), (KEY_HOME, .home), (KEY_END, .end),
    (KEY_ENTER, .enter), (KEY_BTAB, .backTab), (KEY_BACKSPACE, .backspace), (KEY_DC, .delete),
    (KEY_IC, .insert), (KEY_F0 + 1, .function(1)), (KEY_F0 + 12, .function(12)), (KEY_F0, nil),
    (KEY_F0 + 13, nil), (KEY_SLEFT, nil), (KEY_SUSPEND, nil), (KEY_MAX, nil), (0, nil), (-1, nil),
    // The codes of a paste's ends are no keys.
    (0x7001, nil), (0x7002, nil),
  ]

  @Test(arguments: codes.indices)
  func aCodeIsItsKey(_ index: Int) {
    let (value, code) = Self.codes[index]
    #expect(CursesScreen.key(value, isCode: true) == code.map { Key($0) })
  }

  @Test func aCharacterWithACodesNumberIsACharacter() {
    // KEY_UP is 0403, which is U+0103 as a character.
    #expect(CursesScreen.key(KEY_UP, isCode: false) == Key("\u{103}"))
  }

  private static let characters: [(Int32, Key?)] = [
    (0x0D, Key(.enter)), (0x0A, Key(.enter)), (0x09, Key(.tab)), (0x1B, Key(.escape)),
    (0x7F, Key(.backspace)), (0x08, Key(.backspace)), (0x00, nil), (0x1C, nil), (0x1F, nil),
    (0x01, Key(.scalar("a"), isControl: true)), (0x03, Key(.scalar("c"), isControl: true)),
    (0x1A, Key(.scalar("z"), isControl: true)), (0x20, Key(" ")), (0x41, Key("A")),
    (0x7E, Key("~")), (0xE9, Key("é")), (0x6F22, Key("漢")), (0x1F600, Key("😀")),
    (0x10FFFD, Key("\u{10FFFD}")),
    // Hidden, and what no scalar is.
    (0x80, nil), (0x9B, nil), (0xAD, nil), (0x200B, nil), (0x202E, nil), (0xFEFF, nil),
    (0xE0041, nil), (0xFFFE, nil), (0xD800, nil), (0xDFFF, nil), (0x110000, nil), (-1, nil),
    (Int32.min, nil), (Int32.max, nil),
  ]

  @Test(arguments: characters.indices)
  func aCharacterIsItsKey(_ index: Int) {
    let (value, key) = Self.characters[index]
    #expect(CursesScreen.key(value, isCode: false) == key)
  }

  /// Whatever can be typed with control can be named in `config.yml`, and the other way round.
  @Test func controlKeysAreThoseThatHaveNames() {
    for value in Int32(1)...26 {
      guard let key = CursesScreen.key(value, isCode: false) else {
        Issue.record("control \(value) is no key")
        continue
      }
      #expect(Key(name: key.name) == key)
    }
    let letters = (0x61...0x7A).compactMap { Unicode.Scalar($0 as UInt32) }
    for letter in letters {
      guard let key = Key(name: "ctrl-\(letter)") else { continue }
      #expect(CursesScreen.key(Int32(letter.value) - 0x60, isCode: false) == key)
    }
  }
}
