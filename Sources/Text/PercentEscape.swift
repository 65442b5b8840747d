/// Bytes written as `%HH`, as in urls (RFC 3986, 2.1).
package enum PercentEscape {
  /// Adds a byte to a text as its escape, with capital digits.
  package static func append(_ byte: UInt8, to text: inout [UInt8]) {
    let digits = Array("0123456789ABCDEF".utf8)
    text += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }

  /// The bytes that a text stands for; nil where a `%` doesn't begin an escape.
  package static func bytes(of text: some Sequence<UInt8>) -> [UInt8]? {
    var isValid = true
    let bytes = decoded(text) { isValid = false }
    return isValid ? bytes : nil
  }

  /// The bytes that a text stands for, in which a `%` that doesn't begin an escape is itself.
  package static func lenientBytes(of text: some Sequence<UInt8>) -> [UInt8] { decoded(text) {} }

  private static func decoded(_ text: some Sequence<UInt8>, _ fault: () -> Void) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      // A sign would do for a number, but is no digit.
      let digits = rest.prefix(2).compactMap { Character(UnicodeScalar($0)).hexDigitValue }
      guard digits.count == 2 else {
        fault()
        bytes.append(byte)
        continue
      }
      bytes.append(UInt8(digits[0] << 4 | digits[1]))
      rest = rest.dropFirst(2)
    }
    return bytes
  }
}
