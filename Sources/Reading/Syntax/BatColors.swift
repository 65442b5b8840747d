/// What the colours of bat's default theme mean.
///
/// Of the themes that bat brings along it tells the most apart. Its colours are told exactly as long as bat is made to
/// print 24 bits of them.
enum BatColors {
  /// The theme's name.
  static let theme = "Monokai Extended"

  /// What a piece of text is; nil for plain text.
  ///
  /// - Parameter rest: The text after it.
  static func role(
    of text: ArraySlice<UInt8>, _ style: TextStyle, before rest: ArraySlice<UInt8>
  ) -> SyntaxRole? {
    guard let color = style.color, !text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
      return nil
    }
    switch color {
    case 0xFFFFFF, 0xF8F8F2, 0xF8F8F0: return nil
    case 0x75715E, 0x7C7865: return .comment
    case 0xE6DB74, 0xF6AA11, 0xEC3533: return .string
    case 0xBE84FF: return startsNumber(text) ? .number : .constant
    case 0xF92672: return text.contains(where: isLetter) ? .keyword : .punctuation
    case 0xA6E22E:
      if style.isItalic || style.isUnderlined { return .type }
      // The theme has one colour for all names that are declared.
      let isCapital = text.first.map { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
      return isCapital == true && rest.first != UInt8(ascii: "(") ? .type : .function
    case 0x66D9EF:
      if style.isUnderlined { return .type }
      return style.isItalic ? .keyword : .function
    case 0xFD971F: return .variable
    case 0x777777: return .punctuation
    default: return .other
    }
  }

  private static func startsNumber(_ text: ArraySlice<UInt8>) -> Bool {
    guard let first = text.first else { return false }
    return isDigit(first) || first == UInt8(ascii: ".") || first == UInt8(ascii: "-")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
