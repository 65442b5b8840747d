/// Texts that upstream could hold to disturb a terminal, a log or a file format.
public enum HostileText {
  /// Escape sequences that terminals obey: each has done harm somewhere, or asks for an answer.
  public static let escapes: [String] = [
    "\u{1B}[2J\u{1B}[H", "\u{1B}[31;1m", "\u{1B}[?1049h", "\u{1B}[?47h", "\u{1B}[?2004l",
    "\u{1B}[?1000;1006h", "\u{1B}[?2026h", "\u{1B}[3;5r", "\u{1B}[9999b", "\u{1B}[6n", "\u{1B}[c",
    "\u{1B}[>c", "\u{1B}[?1$p", "\u{1B}[21t", "\u{1B}[20t",
    "\u{1B}]0;title\u{07}", "\u{1B}]2;title\u{1B}\\", "\u{1B}]4;1;?\u{07}",
    "\u{1B}]7;file:///\u{07}",
    "\u{1B}]8;;http://example.com\u{1B}\\link\u{1B}]8;;\u{1B}\\", "\u{1B}]9;ping\u{07}",
    "\u{1B}]10;?\u{07}", "\u{1B}]50;?\u{07}", "\u{1B}]52;c;ZXZpbA==\u{07}", "\u{1B}]99;;x\u{1B}\\",
    "\u{1B}]133;A\u{07}", "\u{1B}]777;notify;a;b\u{07}", "\u{1B}]1337;File=:AAAA\u{07}",
    "\u{1B}P$q\"p\u{1B}\\", "\u{1B}P+q544e\u{1B}\\", "\u{1B}Pq#0\u{1B}\\",
    "\u{1B}Ptmux;\u{1B}\u{1B}[2J\u{1B}\\",
    "\u{1B}_Ga=T;AAAA\u{1B}\\", "\u{1B}^private\u{1B}\\", "\u{1B}Xstring\u{1B}\\", "\u{1B}c",
    "\u{1B}#8", "\u{1B}G", "\u{1B}(0", "\u{1B}7\u{1B}8", "\u{0E}\u{0F}", "\u{9B}2J",
    "\u{9D}0;t\u{9C}",
    "a\rb", "a\u{08}\u{08}b", "a\u{0B}\u{0C}b", "\u{05}", "\u{7F}",
  ]

  /// Scalars that aren't seen, or that reorder what is seen.
  public static let hidden: [Unicode.Scalar] = {
    let ranges: [ClosedRange<UInt32>] = [
      0x80...0x9F, 0xAD...0xAD, 0x34F...0x34F, 0x61C...0x61C, 0x115F...0x1160, 0x17B4...0x17B5,
      0x180B...0x180F, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0x3164...0x3164,
      0xFDD0...0xFDEF, 0xFE00...0xFE0F, 0xFEFF...0xFEFF, 0xFFA0...0xFFA0, 0xFFF9...0xFFFB,
      0xFFFE...0xFFFF, 0x1D173...0x1D17A, 0xE0000...0xE0FFF, 0x10FFFE...0x10FFFF,
    ]
    return ranges.flatMap { range in range.compactMap { Unicode.Scalar($0) } }
  }()

  /// Lines that take room where they shouldn't: wide, of no width at all, of broken UTF-8, with tabs.
  private static let shapes: [[UInt8]] = [
    Array("tab\there\t\t|".utf8), Array("日本語のテキスト 한국어 ｆｕｌｌ".utf8),
    Array("👩‍💻👍🏽🇵🇹🏴󠁧󠁢󠁥󠁮󠁧󠁿".utf8),
    Array(("e" + String(repeating: "\u{301}", count: 1000) + "!").utf8),
    Array("\u{301}\u{20DD} on nothing".utf8),
    Array("zero\u{200B}\u{200D}\u{FEFF}\u{2060}width".utf8),
    Array("\u{202E}desrever\u{2066}isolated\u{2069}\u{200F}\u{61C}".utf8),
    [
      0x9B, 0x32, 0x4A, 0xFF, 0xC3, 0x28, 0xE2, 0x82, 0xED, 0xA0, 0x80, 0xF4, 0x90, 0x80, 0x80,
      0xC0,
    ],
    Array("a\u{0}b\rc\u{85}d\u{2028}e\u{2029}f\u{0B}g".utf8),
  ]

  /// A line of each kind that could disturb a screen.
  public static let lines: [[UInt8]] = escapes.map { Array($0.utf8) } + shapes

  /// Lines of twenty thousand cells and more.
  public static let longLines: [[UInt8]] = [
    Array(String(repeating: "\u{1B}[2Jx", count: 5_000).utf8),
    Array(String(repeating: "漢\u{301}", count: 10_000).utf8),
  ]

  /// Random bytes, rich in what does harm: controls, escapes, hidden scalars, marks, wide scalars,
  /// punctuation of file formats, broken UTF-8.
  public static func bytes(
    upTo count: Int, using generator: inout SeededGenerator
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    for _ in 0..<generator.number(0...count) {
      switch generator.number(0...9) {
      case 0: bytes.append(UInt8(generator.number(0...0x1F)))
      case 1: bytes += Array(generator.pick(escapes).utf8)
      case 2: bytes += Array(String(generator.pick(hidden)).utf8)
      case 3: bytes += Array(generator.pick(["\u{301}", "\u{308}\u{323}", "\u{20DD}"]).utf8)
      case 4: bytes += Array(generator.pick(["日本", "한", "👩‍💻", "é", "e\u{301}", "ß", "🇵🇹"]).utf8)
      case 5: bytes.append(UInt8(generator.number(0x80...0xFF)))
      case 6: bytes += Array(generator.pick(["\n", "\r\n", "\r", "\t", "\u{2028}", "\u{85}"]).utf8)
      case 7:
        bytes += Array(generator.pick(Array("`*_[]<>|&~#:\"'\\%{}-!,?@$").map(String.init)).utf8)
      case 8: bytes += Array(generator.pick(["a", "word", " ", "  ", ": ", "## ", "- "]).utf8)
      default: bytes.append(UInt8(generator.number(0x20...0x7E)))
      }
    }
    return bytes
  }

  /// Random text of the same kinds, in well-formed UTF-8.
  public static func string(upTo count: Int, using generator: inout SeededGenerator) -> String {
    String(decoding: bytes(upTo: count, using: &generator), as: UTF8.self)
  }
}
