/// ASCII in the place of symbols, for terminals and locales without UTF-8.
package enum StandIns {
  private static let table: [Unicode.Scalar: Unicode.Scalar] = [
    "─": "-", "│": "|", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "═": "=",
    "┃": "#", "▌": ">", "✓": "+", "✗": "x", "◐": "*", "○": "o", "▾": "v", "▸": ">", "…": "~",
    "−": "-", "→": ">", "⟵": "<", "‥": ":", "“": "\"", "”": "\"", "·": ".", "◌": "o", "—": "-",
    "▁": "_", "▂": "_", "▃": "-", "▄": "-", "▅": "=", "▆": "=", "▇": "#", "█": "#", "↵": "<",
    "↑": "^", "↓": "v", "←": "<", "×": "x", "⊘": "H",
  ]

  /// A text's stand-in of the same width: ASCII as it is, known symbols by their like, others by `?`.
  package static func ascii(_ text: String, width: Int) -> String {
    guard let first = text.unicodeScalars.first else { return text }
    if first.isASCII, text.unicodeScalars.count == 1 { return text }
    let stand = first.isASCII ? first : table[first] ?? "?"
    return String(repeating: String(stand), count: width)
  }
}
