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

  @Test func disturbsNothing() throws {
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
    let session = try TerminalSession(in: pair.edge.git.folder, columns: 140, rows: 40)
    let title = try session.title
    for keys in [
      ["j"], ["NPage", "j"], ["g", "2", "j", "j"], ["j", "j", "j", "3", "l"], ["]", "]"],
      ["1", "m", "NPage", "Escape"],
    ] {
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
}
