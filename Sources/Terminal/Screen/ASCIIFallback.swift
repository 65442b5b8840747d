import Foundation

/// ASCII in the place of symbols, for terminals and locales without UTF-8.
package enum ASCIIFallback {
  private static let table: [Unicode.Scalar: Unicode.Scalar] = [
    "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "═": "=",
    "┃": "#", "▌": ">", "✓": "V", "✗": "x", "◐": "*", "○": "o", "▾": "v", "▸": ">", "…": "~",
    "−": "-", "→": ">", "⟵": "<", "‥": ":", "“": "\"", "”": "\"", "·": ".", "◌": "o", "—": "-",
    "▁": "_", "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#", "█": "#", "↵": "<",
    "↑": "^", "↓": "v", "←": "<", "×": "x", "⊘": "H",
    "●": "@", "◑": "c", "✎": "%", "◆": "&", "↪": "\\", "‹": "<", "›": ">", "‘": "'", "’": "'",
    "–": "-",
    "«": "{", "»": "}", "„": "\"",
    // Letters that no accent makes of others.
    "ß": "s", "ø": "o", "Ø": "O", "æ": "a", "Æ": "A", "œ": "o", "Œ": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "t", "Þ": "T", "ı": "i",
  ]

  /// A text's stand-in of the same width: ASCII as it is, letters without their accents, known symbols by their
  /// like, others by `?`.
  package static func ascii(_ text: String, width: Int) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    if first.isASCII, text.unicodeScalars.count == 1 { return text }
    let base = text.decomposedStringWithCanonicalMapping.unicodeScalars.first ?? first
    let stand = base.isASCII ? base : table[base] ?? "?"
    return String(repeating: String(stand), count: width)
  }
}
