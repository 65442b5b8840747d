/// How a terminal draws text after some escapes.
struct TextStyle {
  /// A colour of 24 bits; nil for the terminal's own.
  private(set) var color: UInt32?
  private(set) var isItalic = false
  private(set) var isUnderlined = false

  private static let maximumParameters = 16

  /// Applies an escape that sets a style, and gives where it ends; nil where it is anything else.
  mutating func apply(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes.dropFirst().first == UInt8(ascii: "[") else { return nil }
    var parameters = [0]
    for index in bytes.indices.dropFirst(2) {
      switch bytes[index] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        let value = parameters[parameters.count - 1] * 10 + Int(bytes[index] - UInt8(ascii: "0"))
        guard value <= 255 else { return nil }
        parameters[parameters.count - 1] = value
      case UInt8(ascii: ";"):
        guard parameters.count < Self.maximumParameters else { return nil }
        parameters.append(0)
      case UInt8(ascii: "m"):
        apply(parameters[...])
        return index + 1
      default: return nil
      }
    }
    return nil
  }

  private mutating func apply(_ parameters: ArraySlice<Int>) {
    var rest = parameters
    while let parameter = rest.popFirst() {
      switch parameter {
      case 0: self = TextStyle()
      case 3: isItalic = true
      case 23: isItalic = false
      case 4: isUnderlined = true
      case 24: isUnderlined = false
      case 39: color = nil
      case 38, 48:
        let isFull = rest.first == 2
        let values = rest.prefix(isFull ? 4 : 2).dropFirst()
        rest = rest.dropFirst(isFull ? 4 : 2)
        // Backgrounds mark what is wrong, in fragments more often than not. Other colours than of 24 bits are none
        // that the theme has.
        if parameter == 38 {
          color = isFull ? values.reduce(0) { $0 << 8 | UInt32($1) } : .max
        }
      case 30...37, 90...97: color = .max
      default: break
      }
    }
  }
}
