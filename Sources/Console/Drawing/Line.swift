import Terminal
import Text

/// A row of text whose pieces each say what they are.
package struct Line: Hashable, Sendable {
  /// A piece of a row.
  package struct Span: Hashable, Sendable {
    let text: SafeText
    let role: Theme.Role
  }

  /// The pieces from left to right.
  package private(set) var spans: [Span]

  /// An empty row.
  package init() {
    spans = []
  }

  /// A row of one piece.
  package init(_ text: SafeText, _ role: Theme.Role = .text) {
    spans = [Span(text: text, role: role)]
  }

  /// Adds a piece.
  package mutating func add(_ text: SafeText, _ role: Theme.Role = .text) {
    if !text.isEmpty { spans.append(Span(text: text, role: role)) }
  }

  /// Adds a piece in which what is looked for stands out.
  mutating func add(_ text: SafeText, _ role: Theme.Role = .text, marking search: Search?) {
    guard let search else { return add(text, role) }
    for piece in search.pieces(of: text) { add(piece.text, piece.isMatch ? .match : role) }
  }

  /// The row with a piece added.
  package func adding(_ text: SafeText, _ role: Theme.Role = .text) -> Line {
    var line = self
    line.add(text, role)
    return line
  }

  /// Cells that it takes.
  package var width: Int { spans.reduce(0) { $0 + $1.text.width } }

  /// Its text.
  package var text: SafeText { spans.map(\.text).joined(separator: "") }

  /// Draws the row; what doesn't fit is cut with an ellipsis.
  ///
  /// - Returns: The column after it.
  @discardableResult
  package func draw(
    _ surface: inout Surface, x: Int, y: Int, width: Int, _ theme: Theme
  ) -> Int {
    var column = x
    for (index, span) in spans.enumerated() {
      let room = x + width - column
      if room <= 0 { break }
      let isLast = index == spans.count - 1
      let isCut = span.text.width > room || (span.text.width == room && !isLast)
      let text = isCut ? span.text.truncated(to: room) : span.text
      column = surface.draw(text, x: column, y: y, style: theme[span.role])
      if isCut { break }
    }
    return column
  }
}
