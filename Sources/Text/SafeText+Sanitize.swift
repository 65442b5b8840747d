extension SafeText {
  /// Makes bytes safe; the one place where it is decided what a reader gets to see.
  static func sanitized(
    _ bytes: UnsafeBufferPointer<UInt8>, tabs: Int?, from column: Int, limit: Int
  ) -> SafeText {
    if bytes.count <= limit, bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      return SafeText(safe: String(decoding: bytes, as: UTF8.self), replaced: [])
    }
    var sanitizer = Sanitizer(tabs: tabs, column: column)
    sanitizer.output.reserveCapacity(min(bytes.count, limit) + 16)
    var index = 0
    var taken = 0
    while index < bytes.count {
      if taken == limit {
        sanitizer.finishMarks()
        sanitizer.replace("<+\(bytes.count - index) bytes>")
        break
      }
      let (scalar, length) = decode(bytes, at: index)
      if let scalar {
        sanitizer.take(scalar)
      } else {
        sanitizer.takeInvalid(bytes[index])
      }
      index += length
      taken += 1
    }
    sanitizer.finishMarks()
    return SafeText(
      safe: String(decoding: sanitizer.output, as: UTF8.self), replaced: sanitizer.replaced)
  }

  /// One well-formed UTF-8 sequence (Unicode 15, table 3-7), or nil and a length of one byte.
  static func decode(
    _ bytes: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> (Unicode.Scalar?, Int) {
    let first = bytes[index]
    if first < 0x80 { return (Unicode.Scalar(first), 1) }
    let (length, bits, least): (Int, UInt32, UInt32)
    switch first {
    case 0xC2...0xDF: (length, bits, least) = (2, UInt32(first & 0x1F), 0x80)
    case 0xE0...0xEF: (length, bits, least) = (3, UInt32(first & 0x0F), 0x800)
    case 0xF0...0xF4: (length, bits, least) = (4, UInt32(first & 0x07), 0x10000)
    default: return (nil, 1)
    }
    guard index + length <= bytes.count else { return (nil, 1) }
    var value = bits
    for offset in 1..<length {
      let byte = bytes[index + offset]
      guard byte & 0xC0 == 0x80 else { return (nil, 1) }
      value = value << 6 | UInt32(byte & 0x3F)
    }
    guard value >= least, let scalar = Unicode.Scalar(value) else { return (nil, 1) }
    return (scalar, length)
  }
}

/// What has been made safe so far, and the cell it ends in.
private struct Sanitizer {
  let tabs: Int?
  var output: [UInt8] = []
  var replaced: [Range<Int>] = []
  /// Cells drawn so far, for tab stops.
  private var column: Int
  /// Whether a mark would join a cell of this text, and how many marks that cell has.
  private var hasBase = false
  private var marks = 0

  init(tabs: Int?, column: Int) {
    self.tabs = tabs
    self.column = column
  }

  mutating func take(_ scalar: Unicode.Scalar) {
    let value = scalar.value
    switch value {
    case 0x20..<0x7F:
      finishMarks()
      output.append(UInt8(value))
      column += 1
      hasBase = true
    case 0x09:
      finishMarks()
      guard let tabs else { return replace("^I") }
      let blanks = tabs - column % tabs
      output.append(contentsOf: repeatElement(0x20, count: blanks))
      column += blanks
      hasBase = true
    case 0..<0x20:
      finishMarks()
      replace("^" + String(Unicode.Scalar(UInt8(value) + 0x40)))
    case 0x7F:
      finishMarks()
      replace("^?")
    case _ where HiddenScalars.contains(value):
      finishMarks()
      replace("<U+" + hexadecimal(value, digits: 4) + ">")
    default:
      takePrintable(scalar)
    }
  }

  private mutating func takePrintable(_ scalar: Unicode.Scalar) {
    let width = UnicodeWidth.cells(of: scalar)
    if width > 0 {
      finishMarks()
      hasBase = true
    } else {
      if !hasBase {
        // A mark with nothing to stand on would join the cell before this text.
        finishMarks()
        replace("\u{25CC}")
        hasBase = true
      }
      marks += 1
      if marks > SafeText.maximumMarks { return }
    }
    output.append(contentsOf: String(scalar).utf8)
    column += width
  }

  mutating func takeInvalid(_ byte: UInt8) {
    finishMarks()
    replace("<" + hexadecimal(UInt32(byte), digits: 2) + ">")
  }

  /// Says how many marks of the last cell were left out.
  mutating func finishMarks() {
    let excess = marks - SafeText.maximumMarks
    marks = 0
    if excess > 0 { replace("<+\(excess)>") }
  }

  mutating func replace(_ visible: String) {
    let start = output.count
    output.append(contentsOf: visible.utf8)
    column += visible.unicodeScalars.count
    hasBase = false
    if let last = replaced.last, last.upperBound == start {
      replaced[replaced.count - 1] = last.lowerBound..<output.count
    } else {
      replaced.append(start..<output.count)
    }
  }

  private func hexadecimal(_ value: UInt32, digits: Int) -> String {
    let text = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}
