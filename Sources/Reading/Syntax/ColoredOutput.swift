/// Text with escapes that set colours (SGR), as bat prints it.
package struct ColoredOutput {
  private let bytes: [UInt8]
  private static let escape: UInt8 = 0x1B

  /// What bat printed.
  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// What the pieces of a text are; nil unless it is this text with colours and nothing else.
  ///
  /// Where the text has control characters or isn't UTF-8, it has a space or `?` for each such byte.
  package func highlighted(_ text: [UInt8]) -> HighlightedText? {
    HighlighterInput(text).flatMap { highlighted($0) }
  }

  /// What the pieces of a text are; nil unless it is this text with colours and nothing else.
  func highlighted(_ source: HighlighterInput) -> HighlightedText? {
    let text = source.bytes
    var highlighted = HighlightedText()
    var style = TextStyle()
    /// Where the line begins in the text.
    var lineStart = -source.offset
    var position = 0
    var index = 0
    while index < bytes.count {
      if bytes[index] == Self.escape {
        guard let end = style.apply(bytes[index...]) else { return nil }
        index = end
        continue
      }
      // A newline at the end may be the program's own.
      if position == text.count {
        guard bytes[index] == 0x0A, index + 1 == bytes.count else { return nil }
        break
      }
      let start = position
      while index < bytes.count, position < text.count, bytes[index] != Self.escape,
        bytes[index] != 0x0A
      {
        guard bytes[index] == text[position] else { return nil }
        index += 1
        position += 1
      }
      if position > start,
        let role = BatColors.role(of: text[start..<position], style, before: text[position...])
      {
        highlighted.add(start - lineStart..<position - lineStart, role)
      }
      if index < bytes.count, position < text.count, bytes[index] == 0x0A {
        guard text[position] == 0x0A else { return nil }
        index += 1
        position += 1
        highlighted.endLine()
        lineStart = position
      }
    }
    guard position == text.count else { return nil }
    if lineStart < text.count { highlighted.endLine() }
    return highlighted
  }
}
