/// A text between double quotes as Python and YAML 1.2 read alike, whatever it holds.
///
/// What isn't printable ASCII is escaped by its number. JSON's escapes won't do: what needs two of them is two
/// characters to Python, and none to YAML.
package enum QuotedText {
  /// The literal of a text.
  package static func literal(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x22, 0x5C: literal += "\\" + String(scalar)
      case 0x20..<0x7F: literal.unicodeScalars.append(scalar)
      case ..<0x100: literal += "\\x" + hex(scalar.value, 2)
      case ..<0x10000: literal += "\\u" + hex(scalar.value, 4)
      default: literal += "\\U" + hex(scalar.value, 8)
      }
    }
    return literal + "\""
  }

  private static func hex(_ value: UInt32, _ length: Int) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: length - digits.count) + digits
  }
}
