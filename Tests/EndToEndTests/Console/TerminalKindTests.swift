import Foundation
import Support
import SystemPackage
import Testing

/// Terminals of other types and locales, and none.
@Suite struct TerminalKindTests {
  private static let boxes = Set("─│┌┐└┘├┤┃═▌")

  /// The numbers of all sequences that set colours or attributes.
  private static func parameters(_ rows: [String]) -> [[Int]] {
    rows.flatMap { row in
      row.matches(of: /\u{1B}\[([0-9;:]*)m/).map { match in
        match.1.split { ";:".contains($0) }.compactMap { Int($0) }
      }
    }
  }

  @Test func withoutATerminalItNamesTheCommands() throws {
    let pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    for arguments in [[], ["review"]] {
      let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
      #expect(outcome.status == 64)
      #expect(outcome.output.isEmpty)
      #expect(outcome.isOneSentence, "\(outcome.errorText)")
      let remedy = Remedy(pair: pair)
      #expect(
        try remedy.follow("edgesync log", of: outcome).text.contains(commits[3].prefix(7)))
      #expect(
        try remedy.follow("edgesync diff", of: outcome).text.contains("services/api/run.sh"))
      #expect(
        try remedy.follow("edgesync status", of: outcome).text.contains("3 commits: 4 synced"))
    }
  }

  @Test func unknownTypeIsTold() throws {
    let pair = try EdgePair()
    let session = try TerminalSession(
      in: pair.edge.git.folder, columns: 200, kind: TerminalSession.Kind(type: "nonesuch-9000"),
      waits: false)
    #expect(try session.waitsForEnd() == 64)
    let rows = try session.waits(for: "edgesync: the terminal type nonesuch-9000 is unknown.")
    let remedy = Remedy(pair: pair)
    let command = try remedy.command("infocmp", in: rows.joined())
    for (type, isKnown) in [("nonesuch-9000", false), ("xterm-256color", true)] {
      try remedy.run("TERM=\(type) \(command)", succeeds: isKnown)
    }
  }

  /// What can't move its cursor isn't drawn on, whether terminfo calls it a terminal or paper.
  @Test(arguments: ["dumb", "paper", "nocursor"])
  func aTypeThatCannotMoveTheCursorIsRefused(_ type: String) throws {
    let pair = try EdgePair()
    let types = try TemporaryFolder()
    try types.write(
      """
      paper|prints on paper,
        hc, os, cols#80, bel=^G, cr=^M, cud1=^J, ind=^J,
      nocursor|knows colours and no places,
        am, cols#80, colors#8, pairs#64, bel=^G, cr=^M, cud1=^J, clear=\\E[H\\E[J,

      """, to: "types.ti")
    let tic = try Program("/usr/bin/env").run(
      ["tic", "-x", "-o", types.path.appending("terminfo").string, "types.ti"], in: types.path)
    #expect(tic.status == 0, "\(tic.errorText)")
    let variables =
      type == "dumb" ? [:] : ["TERMINFO": types.path.appending("terminfo").string]
    let session = try TerminalSession(
      in: pair.edge.git.folder, columns: 240,
      kind: TerminalSession.Kind(type: type, variables: variables), waits: false)
    #expect(try session.waitsForEnd() == 64)
    let rows = try session.waits(
      for: "the console can't be drawn on a terminal of the type \(type)")
    let remedy = Remedy(pair: pair)
    try remedy.run(try remedy.command("edgesync log", in: rows.joined()))
  }

  @Test func eightColours() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, kind: TerminalSession.Kind(type: "xterm"))
    try session.isAtTheTop()
    let colours = Self.parameters(try session.colours).flatMap { $0 }
    #expect(colours.contains { (30...37).contains($0) })
    #expect(!colours.contains { (90...107).contains($0) || [38, 48].contains($0) })
  }

  @Test(arguments: [
    TerminalSession.Kind(type: "vt100"), TerminalSession.Kind(variables: ["NO_COLOR": "1"]),
  ])
  func noColours(_ kind: TerminalSession.Kind) throws {
    let pair = try PracticePair()
    let session = try TerminalSession(in: pair.edge, kind: kind, configuration: "theme: nord\n")
    try session.isAtTheTop()
    try session.press("j", "2", "j", "Enter")
    let colours = Self.parameters(try session.colours).flatMap { $0 }
    #expect(!colours.isEmpty)
    // 39 and 49 are the terminal's own colours.
    let own = [39, 49]
    #expect(
      !colours.contains {
        (30...49).contains($0) && !own.contains($0) || (90...107).contains($0)
      })
  }

  @Test func directColours() throws {
    let pair = try PracticePair()
    let folder = try TemporaryFolder()
    try folder.write(
      """
      xterm-direct|xterm with direct colors,
        RGB, colors#0x1000000, pairs#0x10000,
        setab=\\E[%?%p1%{8}%<%t4%p1%d%e48:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,
        setaf=\\E[%?%p1%{8}%<%t3%p1%d%e38:2::%p1%{65536}%/%d:%p1%{256}%/%{255}%&%d:%p1%{255}%&%d%;m,
        initc@, use=xterm-256color,

      """, to: "xterm.ti")
    let tic = try Program("/usr/bin/env").run(
      ["tic", "-x", "-o", folder.path.appending("terminfo").string, "xterm.ti"], in: folder.path)
    #expect(tic.status == 0, "\(tic.errorText)")
    let kind = TerminalSession.Kind(
      type: "xterm-direct", variables: ["TERMINFO": folder.path.appending("terminfo").string])
    let session = try TerminalSession(in: pair.edge, kind: kind, configuration: "theme: nord\n")
    try session.isAtTheTop()
    // Nord's background, as its scheme has it.
    #expect(Self.parameters(try session.colours).contains { $0.suffix(5) == [48, 2, 46, 52, 64] })
  }

  @Test(arguments: [true, false])
  func standInsAreASCII(_ isByLocale: Bool) throws {
    let pair = try PracticePair()
    let session = try TerminalSession(
      in: pair.edge, columns: 140, rows: 40,
      kind: TerminalSession.Kind(locale: isByLocale ? "C" : "C.UTF-8"),
      configuration: isByLocale ? nil : "ascii: true\n")
    for keys in [["j"], ["2", "j", "3"], ["4"], ["?"], ["Escape", "S"], ["Escape", "p"]] {
      for key in keys { try session.press(key) }
      let rows = try session.screen
      #expect(rows.allSatisfy { $0.allSatisfy(\.isASCII) }, "\(rows.joined(separator: "\n"))")
      #expect(rows[1].hasPrefix("+"))
    }
  }

  @Test func accessibleDrawsNoBoxes() throws {
    let pair = try PracticePair()
    let session = try TerminalSession(
      in: pair.edge, columns: 110, rows: 30, configuration: "accessible: true\n")
    try session.waits(for: "> Commits 15")
    for keys in [["j"], ["2", "3"], ["4"], ["?"], ["Escape", "p"]] {
      for key in keys { try session.press(key) }
      let drawn = Set(try session.screen.joined())
      #expect(drawn.isDisjoint(with: Self.boxes.subtracting(["═", "▌"])), "\(keys)")
    }
  }
}
