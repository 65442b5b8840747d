/// A text as a highlighter gets it: of the same length, byte for byte in place, but without anything that could be
/// taken for an escape or isn't UTF-8.
struct HighlighterInput {
  let bytes: [UInt8]
  /// How many bytes of the text stand before them: those of a byte order mark, which programs leave out.
  let offset: Int

  /// Nil where the text is too large.
  init?(_ text: [UInt8]) {
    guard text.count <= BatHighlighter.maximumSize else { return nil }
    var lines = 1
    var length = 0
    for byte in text {
      length += 1
      guard byte == 0x0A else { continue }
      guard length <= BatHighlighter.maximumLineLength + 1 else { return nil }
      lines += 1
      length = 0
    }
    guard lines <= BatHighlighter.maximumLines, length <= BatHighlighter.maximumLineLength else {
      return nil
    }
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    var rest = text[...]
    while rest.starts(with: mark) { rest = rest.dropFirst(mark.count) }
    offset = text.count - rest.count
    bytes = Self.plain(rest)
  }

  private static func plain(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var plain: [UInt8] = []
    plain.reserveCapacity(text.count)
    var rest = text
    while let byte = rest.first {
      let length = byte < 0x80 ? 1 : length(of: rest)
      if length == 0 {
        plain.append(UInt8(ascii: "?"))
      } else if byte >= 0x20 && byte != 0x7F || byte == 0x0A || byte == 0x09 {
        plain += rest.prefix(length)
      } else {
        plain.append(0x20)
      }
      rest = rest.dropFirst(max(1, length))
    }
    return plain
  }

  /// The length of the character of several bytes that a text begins with; 0 where it is none.
  private static func length(of text: ArraySlice<UInt8>) -> Int {
    let length: Int
    switch text[text.startIndex] {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return 0
    }
    return String(validating: text.prefix(length), as: UTF8.self)?.unicodeScalars.count == 1
      ? length : 0
  }
}
