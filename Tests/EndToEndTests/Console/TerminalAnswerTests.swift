import Support
import Testing

/// What a terminal answers when it is asked what it has, and what becomes of it.
@Suite struct TerminalAnswerTests {
  private static let asked = "\u{1B}[c"
  private static let last = "\u{1B}[?62;22c"
  private static let dark = "\u{1B}]11;rgb:1e1e/1e1e/2e2e\u{1B}\\"
  private static let light = "\u{1B}]11;rgb:ffff/fafa/f0f0\u{7}"
  /// The backgrounds of nord and github.
  private static let (nord, github) = ("48;2;46;52;64", "48;2;234;238;242")

  @Test(arguments: [
    "\u{1B}P1$r0;48;2;1;2;3m\u{1B}\\", "\u{1B}P1$r48:2::1:2:3m\u{1B}\\",
    "\u{1B}P0$r\u{1B}\\\u{1B}P1+r524742=38\u{1B}\\", "\u{1B}P>|tmux 3.5a\u{1B}\\",
  ])
  func directColoursAreTakenWhereItSaysSo(_ answer: String) throws {
    let pair = try PracticePair()
    let terminal = try PseudoTerminal(in: pair.edge, configuration: "theme: nord\n")
    try terminal.waits(for: Self.asked)
    try terminal.send(answer + Self.last)
    try terminal.waits(for: Self.nord)
    try terminal.send("q")
    try terminal.waitsForGoodEnd()
    #expect(terminal.unread == 0)
  }

  @Test(arguments: [
    "", "\u{1B}P0$r\u{1B}\\\u{1B}P0+r\u{1B}\\", "\u{1B}P1$r0m\u{1B}\\\u{1B}P>|other 1\u{1B}\\",
  ])
  func theyAreNotTakenWhereItDoesnt(_ answer: String) throws {
    let pair = try PracticePair()
    let terminal = try PseudoTerminal(in: pair.edge, configuration: "theme: nord\n")
    try terminal.waits(for: Self.asked)
    try terminal.send(answer + Self.last)
    try terminal.waits(for: "horizon")
    #expect(terminal.output.contains("48;5;"))
    #expect(!terminal.output.contains(Self.nord))
  }

  @Test func theVariableIsEnough() throws {
    let pair = try PracticePair()
    let terminal = try PseudoTerminal(
      in: pair.edge, variables: ["COLORTERM": "truecolor"], configuration: "theme: nord\n")
    try terminal.waits(for: Self.nord)
    try terminal.waits(for: "horizon")
    #expect(!terminal.output.contains("48;5;"))
  }

  @Test(arguments: [true, false])
  func aPairOfThemesFollowsTheBackground(_ isLight: Bool) throws {
    let pair = try PracticePair()
    let terminal = try PseudoTerminal(
      in: pair.edge, variables: ["COLORTERM": "truecolor"],
      configuration: "theme: { dark: nord, light: github }\n")
    try terminal.waits(for: Self.asked)
    try terminal.send((isLight ? Self.light : Self.dark) + Self.last)
    try terminal.waits(for: isLight ? Self.github : Self.nord)
    try terminal.waits(for: "horizon")
    #expect(isLight || !terminal.output.contains(Self.github))
  }

  /// One that says nothing, and one that says nonsense, can be worked with; nothing of it is drawn, or a key.
  @Test(arguments: [
    "", "\u{1B}Pqqqpvqq\u{1B}\\", "\u{1B}]11;q\u{7}", "\u{1B}]11;rgb:zz/qq/pp\u{1B}\\",
    "\u{1B}P1$r48;2;999999999999999999999;q;qm\u{1B}\\\u{1B}[?99q",
    "\u{1B}P1+rq", "\u{1B}]11;rgb:" + String(repeating: "q", count: 3000),
    "\u{1B}[?" + String(repeating: "1;", count: 1500) + "c",
  ])
  func nonsenseIsNothing(_ answer: String) throws {
    let pair = try PracticePair()
    let head = try pair.git.line("rev-parse", "HEAD")
    let terminal = try PseudoTerminal(in: pair.edge)
    try terminal.waits(for: Self.asked)
    try terminal.send(answer)
    try terminal.waits(for: "horizon")
    #expect(!terminal.output.contains("qq") && !terminal.output.contains("rgb:"))
    // What is never ended counts as ended after a while.
    try terminal.waits(for: "redraw the screen", typing: "?")
    try terminal.send("q")
    try terminal.send("q")
    try terminal.waitsForGoodEnd()
    #expect(try pair.git.line("rev-parse", "HEAD") == head)
  }

  /// Who leaves before the answer has come doesn't find it in the shell.
  @Test func whatComesAfterLeavingIsTaken() throws {
    let pair = try PracticePair()
    let terminal = try PseudoTerminal(in: pair.edge)
    try terminal.waits(for: Self.asked)
    try terminal.send("q")
    try terminal.send(Self.dark + Self.last)
    try terminal.waitsForGoodEnd()
    #expect(terminal.unread == 0)
  }

  /// The types that are asked, and whether with what GNU screen would hand on.
  @Test(arguments: [
    ("xterm-256color", true, true), ("screen-256color", true, false), ("linux", false, false),
    ("vt100", false, false), ("xterm-mono", false, false),
  ])
  func whoIsAsked(_ type: String, _ isAsked: Bool, _ isAskedByString: Bool) throws {
    let pair = try PracticePair()
    let terminal = try PseudoTerminal(in: pair.edge, type: type)
    try terminal.waits(for: "horizon")
    #expect(terminal.output.contains(Self.asked) == isAsked)
    #expect(terminal.output.contains("\u{1B}P") == isAskedByString)
  }
}
