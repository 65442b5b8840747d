extension Surface {
  /// The rows as text, without the blanks at their ends: what a person sees, colours apart.
  package var text: String {
    (0..<size.height).map { y in
      var row = (0..<size.width).map { self[$0, y].text }.joined()
      while row.hasSuffix(" ") { row.removeLast() }
      return row + "\n"
    }.joined()
  }

  /// The rows with a letter a cell for its style, and a legend: for goldens in which a person can read
  /// the colours.
  package var styleText: String {
    let letters = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
    var legend: [Style] = []
    var rows = ""
    for y in 0..<size.height {
      var row = ""
      for x in 0..<size.width {
        let style = self[x, y].style
        if style == self[size.width - 1, size.height - 1].style, self[x, y].text == " " {
          row.append(" ")
          continue
        }
        let index =
          legend.firstIndex(of: style)
          ?? {
            legend.append(style)
            return legend.count - 1
          }()
        row.append(letters[index % letters.count])
      }
      while row.hasSuffix(" ") { row.removeLast() }
      rows += row + "\n"
    }
    let lines = legend.enumerated().map {
      "\(letters[$0.offset % letters.count]) \($0.element.text)\n"
    }
    return rows + lines.joined()
  }
}

extension Style {
  /// The style in words: `fg ansi 3, bold`.
  package var text: String {
    var parts: [String] = []
    if foreground != .standard { parts.append("fg \(foreground.text)") }
    if background != .standard { parts.append("bg \(background.text)") }
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
      (.italic, "italic"),
    ]
    parts += names.filter { attributes.contains($0.0) }.map(\.1)
    return parts.isEmpty ? "plain" : parts.joined(separator: ", ")
  }
}

extension Color {
  fileprivate var text: String {
    switch self {
    case .standard: "standard"
    case .ansi(let number): "ansi \(number)"
    case .rgb(let red, let green, let blue): "\(red) \(green) \(blue)"
    }
  }
}
