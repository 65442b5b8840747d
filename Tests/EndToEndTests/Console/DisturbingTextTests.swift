import Foundation
import Support
import Testing

/// Upstream whose every text tries to disturb the terminal.
@Suite struct DisturbingTextTests {
  /// The C library's widths, as tmux has them; Foundation doesn't show the function.
  private static let columns: (@convention(c) (wchar_t) -> Int32)? = {
    setlocale(LC_CTYPE, "C.UTF-8")
    return dlsym(nil, "wcwidth").map {
      unsafeBitCast($0, to: (@convention(c) (wchar_t) -> Int32).self)
    }
  }()

  /// Cells that a row takes.
  private static func width(_ row: String) -> Int {
    row.unicodeScalars.reduce(0) { $0 + max(0, Int(columns?(wchar_t($1.value)) ?? 1)) }
  }

  /// A pair whose upstream has such texts as paths, contents, subjects and authors.
  private static func pair() throws -> EdgePair {
    let pair = try EdgePair()
    let flood = "e" + String(repeating: "\u{301}", count: 1000)
    var texts =
      HostileText.escapes + [
        "\u{202E}desrever", "zero\u{200B}\u{200D}\u{FEFF}width", "tab\there", "日本語のテキスト",
        "👩‍💻👍🏽🇵🇹", flood, "\u{9B}2J\u{85}", String(repeating: "A\u{1B}[2J", count: 1 << 17),
      ]
    texts.shuffle()
    let service: [(name: [UInt8], entry: RawRepository.Entry)] = texts.enumerated().map {
      let name = Array($1.replacing("/", with: "_").utf8.prefix(60).filter { $0 != 0 })
      return (Array("\($0) ".utf8) + name, .file(Array($1.utf8) + [0xFF, 0xC3, 0x0A]))
    }
    // As many commits as there are texts, some with broken UTF-8 in author and subject.
    for (number, text) in texts.enumerated() {
      try pair.advance(
        entry: .folder(Array(service.prefix(number + 1))),
        message: Array(text.utf8) + [0xFE, 0x20, 0xC3],
        author: Array(text.utf8.filter { ![0, 0x0A, 0x3C, 0x3E].contains($0) }.prefix(80))
          + [0xFF] + Array(" <a@example.com>".utf8),
        time: 1_790_000_600 + number)
    }
    return pair
  }

  private static let walk = [
    ["j"], ["NPage", "j"], ["g", "2", "j", "j"], ["j", "j", "j", "3", "l"], ["]", "]"],
    ["1", "m", "NPage", "Escape"],
  ]

  @Test func disturbsNothing() throws {
    let pair = try Self.pair()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 40)
    let title = try session.title
    for keys in Self.walk {
      for key in keys {
        try session.press(key)
        let rows = try session.screen
        for row in rows[1..<38] {
          #expect(Self.width(row) == 140 && "│┐┘┃".contains(row.last ?? " "), "\(row)")
        }
      }
    }
    for key in ["1", "p", "d", "Escape", "Escape", "S", "Escape"] { try session.press(key) }
    try session.isAtTheTop()
    #expect(try session.title == title)
    #expect(try session.clipboard == nil)
    #expect(try session.screenModes.hasPrefix("1 0 0 "))
    try session.pressWithoutWaiting("q")
    #expect(try session.waitsForEnd() == 0)
    try session.isGivenBack()
  }

  /// What is written to the terminal, byte for byte: none of the texts' own controls, whatever a terminal made of them.
  @Test func noControlOfTheirsIsWritten() throws {
    let pair = try Self.pair()
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 40)
    _ = try session.takeOutput()
    var bytes: [UInt8] = []
    for key in Self.walk.joined() + ["p", "d", "Escape", "Escape", "F", "a", "C-u", "Escape", "S"] {
      try session.press(key)
      bytes += try session.takeOutput()
    }
    let written = String(decoding: bytes, as: UTF8.self)
    #expect(written.contains("^["))
    // Those that only move a cursor could be the program's own.
    for escape in HostileText.escapes where !escape.contains(/[a-b]/) || escape.count > 4 {
      #expect(!written.contains(escape), "\(escape.debugDescription)")
    }
    #expect(written.unicodeScalars.allSatisfy { !HostileText.hidden.contains($0) })
    let controls = written.unicodeScalars.filter { $0.value < 0x20 || 0x7F...0x9F ~= $0.value }
    #expect(Set(controls).isSubset(of: ["\u{1B}", "\r", "\n", "\u{8}", "\t"]))
    // An address in a message that is read leads there, by the program's own link, drawn from a kept cursor.
    let unlinked = written.replacing(/\u{1B}\]8;;(http:\/\/example\.com)?\u{1B}\\/, with: "")
    let begun = Set(unlinked.matches(of: /\u{1B}./).map { String($0.output) })
    #expect(begun.isSubset(of: ["\u{1B}[", "\u{1B}(", "\u{1B}7", "\u{1B}8"]), "\(begun)")
    let ends = Set(written.matches(of: /\u{1B}\[[0-9;?]*(.)/).map { String($0.output.1) })
    #expect(ends.isSubset(of: Set("@ABCDGHJKLMPXdhlm".map(String.init))), "\(ends)")
  }
}
