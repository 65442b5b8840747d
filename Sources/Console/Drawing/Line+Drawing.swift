import Terminal
import Text

extension Line {
  /// Adds a piece in which what is looked for stands out.
  mutating func add(_ text: SafeText, _ role: Role = .text, marking search: Search?) {
    guard let search else { return add(text, role) }
    for piece in search.pieces(of: text) { add(piece.text, piece.isMatch ? .match : role) }
  }

  /// Draws the row; what doesn't fit is cut with an ellipsis.
  ///
  /// - Returns: The column after it.
  @discardableResult
  func draw(
    _ surface: inout Surface, x: Int, y: Int, width: Int, _ theme: Theme
  ) -> Int {
    var column = x
    for (index, span) in spans.enumerated() {
      let room = x + width - column
      if room <= 0 { break }
      let isLast = index == spans.count - 1
      let isCut = span.text.width > room || (span.text.width == room && !isLast)
      let text = isCut ? span.text.truncated(to: room) : span.text
      column = surface.draw(text, x: column, y: y, style: theme[span.role], link: span.link)
      if isCut { break }
    }
    return column
  }
}
