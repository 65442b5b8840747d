import Text

extension Surface {
  /// The surface as an SVG picture of a terminal window.
  ///
  /// - Parameters:
  ///   - foreground: What the terminal's own text colour is drawn as.
  ///   - background: What its own background is drawn as.
  ///   - palette: What its sixteen colours are drawn as.
  package func svg(foreground: Color, background: Color, palette: [Color]) -> String {
    let cell = (width: 8.43, height: 16.5)
    let margin = 14.0
    func hex(_ color: Color) -> String {
      switch color {
      case .standard: return hex(foreground)
      case .ansi(let number): return hex(palette[Int(number) % palette.count])
      case .rgb(let red, let green, let blue):
        return "#"
          + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      }
    }
    let width = Double(size.width) * cell.width + 2 * margin
    let height = Double(size.height) * cell.height + 2 * margin
    var svg = """
      <svg xmlns="http://www.w3.org/2000/svg" width="\(Int(width))" height="\(Int(height))" \
      viewBox="0 0 \(Int(width)) \(Int(height))">
      <rect width="100%" height="100%" rx="8" fill="\(hex(background))"/>
      <g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="14" xml:space="preserve">

      """
    for y in 0..<size.height {
      var x = 0
      while x < size.width {
        let style = self[x, y].style
        var end = x
        var text = ""
        while end < size.width, self[end, y].style == style {
          text += self[end, y].text
          end += 1
        }
        let isReverse = style.attributes.contains(.reverse)
        var front = style.foreground == .standard ? foreground : style.foreground
        var back = style.background == .standard ? background : style.background
        if isReverse { swap(&front, &back) }
        let left = Double(x) * cell.width + margin
        let top = Double(y) * cell.height + margin
        let span = Double(end - x) * cell.width
        if hex(back) != hex(background) {
          svg += "<rect x=\"\(left)\" y=\"\(top)\" width=\"\(span)\" height=\"\(cell.height)\" "
          svg += "fill=\"\(hex(back))\"/>\n"
        }
        if text.contains(where: { $0 != " " }) {
          var extra = style.attributes.contains(.bold) ? " font-weight=\"bold\"" : ""
          if style.attributes.contains(.dim) { extra += " opacity=\"0.6\"" }
          svg += "<text x=\"\(left)\" y=\"\(top + 12.5)\" fill=\"\(hex(front))\" "
          svg += "textLength=\"\(span)\"\(extra)>\(Self.escaped(text))</text>\n"
        }
        x = end
      }
    }
    return svg + "</g>\n</svg>\n"
  }

  private static func escaped(_ text: String) -> String {
    // Blanks at the ends of a run would be dropped by some viewers.
    MarkupText.escaped(text).replacing(" ", with: "\u{A0}")
  }
}
