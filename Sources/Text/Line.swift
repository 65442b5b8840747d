/// A row of text whose pieces each say what they are: what reports are made of, and screens draw.
package struct Line: Hashable, Sendable {
  /// A piece of a row.
  package struct Span: Hashable, Sendable {
    /// Its text.
    package let text: SafeText
    /// What it says.
    package let role: Role
    /// Where it leads to.
    package let link: WebAddress?
  }

  /// The pieces from left to right.
  package private(set) var spans: [Span]

  /// An empty row.
  package init() {
    spans = []
  }

  /// A row of one piece.
  package init(_ text: SafeText, _ role: Role = .text) {
    spans = [Span(text: text, role: role, link: nil)]
  }

  /// Adds a piece.
  ///
  /// - Parameter link: Where it leads to.
  package mutating func add(_ text: SafeText, _ role: Role = .text, link: WebAddress? = nil) {
    if !text.isEmpty { spans.append(Span(text: text, role: role, link: link)) }
  }

  /// The row with a piece added.
  package func adding(_ text: SafeText, _ role: Role = .text, link: WebAddress? = nil) -> Line {
    var line = self
    line.add(text, role, link: link)
    return line
  }

  /// The row with another one after it.
  package func adding(_ other: Line) -> Line {
    var line = self
    line.spans += other.spans
    return line
  }

  /// Cells that it takes.
  package var width: Int { spans.reduce(0) { $0 + $1.text.width } }

  /// Its text.
  package var text: SafeText { spans.map(\.text).joined(separator: "") }
}
