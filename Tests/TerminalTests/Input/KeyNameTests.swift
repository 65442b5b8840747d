import Terminal
import Testing

/// Keys are named in `config.yml`: a name is read as the key it shows, and nothing else is a key.
@Suite struct KeyNameTests {
  private static let special: [(String, Key.Code)] = [
    ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("pgup", .pageUp),
    ("pgdn", .pageDown), ("home", .home), ("end", .end), ("enter", .enter), ("esc", .escape),
    ("tab", .tab), ("shift-tab", .backTab), ("backspace", .backspace), ("delete", .delete),
    ("insert", .insert), ("space", .scalar(" ")), ("f1", .function(1)), ("f9", .function(9)),
    ("f10", .function(10)), ("f12", .function(12)), ("f", .scalar("f")), ("g", .scalar("g")),
    ("G", .scalar("G")), ("5", .scalar("5")), ("?", .scalar("?")), ("-", .scalar("-")),
    ("é", .scalar("é")), ("漢", .scalar("漢")),
  ]

  @Test(arguments: special.indices)
  func aNameIsReadAndShownAgain(_ index: Int) throws {
    let (name, code) = Self.special[index]
    let key = try #require(Key(name: name))
    #expect(key == Key(code))
    #expect(key.name == name)
  }

  @Test(arguments: ["a", "c", "d", "g", "l", "z"] as [Unicode.Scalar])
  func controlIsPartOfTheName(_ letter: Unicode.Scalar) throws {
    let key = try #require(Key(name: "ctrl-\(letter)"))
    #expect(key == Key(.scalar(letter), isControl: true))
    #expect(key.name == "ctrl-\(letter)")
    #expect(key != Key(letter))
  }

  @Test(arguments: [
    ("alt-b", Key(.scalar("b"), isAlt: true)), ("alt-backspace", Key(.backspace, isAlt: true)),
    ("ctrl-left", Key(.left, isControl: true)), ("alt-right", Key(.right, isAlt: true)),
  ])
  func soIsAlt(_ name: String, _ key: Key) {
    #expect(Key(name: name) == key)
    #expect(key.name == name)
  }

  @Test func everyTypedScalarHasANameOfItsOwn() throws {
    let scalars = (0x20...0x2FFF).compactMap { Unicode.Scalar($0 as UInt32) }
    let keys = scalars.compactMap { Key(name: String($0)) }
    #expect(keys.count > 0x2D00)
    for key in keys { #expect(Key(name: key.name) == key) }
    #expect(Set(keys.map { Array($0.name.utf8) }).count == keys.count)
  }

  @Test(arguments: [
    "", "f0", "f13", "f05", "f+1", "f-1", "f1 ", " f1", "f１", "F1", "ctrl-", "ctrl-C", "ctrl-cc",
    "ctrl-1", "ctrl-é", "ctrl-up", "Ctrl-c", "^c", "ctrl+c", "shift-a", "alt-", "alt-xx", "alt-é",
    "alt-up", "alt- ", "ctrl-alt-a", "UP", "pageup",
    "escape", "return", "gg", "e\u{301}", "\u{1B}", "\u{7}", "\u{7F}", "\u{85}", "\u{200B}",
    "\u{202E}", "\u{FEFF}",
  ])
  func nothingElseIsAKey(_ name: String) {
    #expect(Key(name: name) == nil)
  }

  /// To a terminal these are backspace, tab and enter: a setting for them could never work.
  @Test(arguments: ["ctrl-h", "ctrl-i", "ctrl-j", "ctrl-m"])
  func whatATerminalCantTellIsNoKey(_ name: String) {
    #expect(Key(name: name) == nil)
  }
}
