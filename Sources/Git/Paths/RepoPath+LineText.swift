import Text

extension RepoPath {
  /// The path on one line, with `%`, what ends a line or isn't seen, blanks that would get lost and what
  /// isn't UTF-8 escaped as `%HH`.
  package var lineText: String {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return Self.escaped(bytes) { $0 < 0x21 || $0 >= 0x7F }
    }
    var line = ""
    var isAfterBlank = true
    for scalar in text.unicodeScalars {
      let isHidden = scalar.value < 0x20 || scalar.value == 0x7F || scalar.isHidden
      if isHidden || scalar == "%" || (scalar == " " && isAfterBlank) {
        line += Self.escaped(Array(String(scalar).utf8)) { _ in true }
        isAfterBlank = false
      } else {
        line.unicodeScalars.append(scalar)
        isAfterBlank = scalar == " "
      }
    }
    guard isAfterBlank, !line.isEmpty else { return line }
    return String(line.unicodeScalars.dropLast()) + "%20"
  }

  private static func escaped(_ bytes: [UInt8], where hasToBe: (UInt8) -> Bool) -> String {
    var escaped: [UInt8] = []
    for byte in bytes {
      if byte == UInt8(ascii: "%") || hasToBe(byte) {
        PercentEscape.append(byte, to: &escaped)
      } else {
        escaped.append(byte)
      }
    }
    return String(decoding: escaped, as: UTF8.self)
  }
}
