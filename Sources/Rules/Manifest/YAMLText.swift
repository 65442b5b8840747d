import Text

/// Scalars as YAML writes them, so that they read back as the same text.
package enum YAMLText {
  /// Words that YAML 1.1 reads as something else than text.
  private static let words: Set<String> = [
    "true", "false", "yes", "no", "on", "off", "null", "y", "n", "~",
  ]

  /// Plain where that is safe, else quoted.
  package static func scalar(_ text: String) -> String {
    if text == "." { return text }
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
        || "._/-".utf8.contains($0)
    }
    let startsPlain = text.utf8.first.map {
      (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || "./".utf8.contains($0)
    }
    let looksLikeNumber = Double(text) != nil
    return isPlain && startsPlain == true && !looksLikeNumber && !words.contains(text.lowercased())
      ? text : quoted(text)
  }

  /// Double-quoted (YAML 1.2, 7.3.1), with everything escaped that ends a line or isn't seen.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F || scalar.isHidden:
        quoted += escape(scalar.value)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static func escape(_ value: UInt32) -> String {
    let (letter, digits) = value <= 0xFF ? ("x", 2) : value <= 0xFFFF ? ("u", 4) : ("U", 8)
    let text = String(value, radix: 16, uppercase: true)
    return "\\" + letter + String(repeating: "0", count: digits - text.count) + text
  }
}
