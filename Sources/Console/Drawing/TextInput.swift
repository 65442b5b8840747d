import Terminal

/// A line of text that is typed.
enum TextInput {
  /// Characters of a line at the most.
  private static let limit = 500

  /// Changes the text by a key; tells whether it did.
  static func edit(_ text: inout String, with key: Key) -> Bool {
    switch key.code {
    case .backspace:
      guard !text.isEmpty else { return false }
      text.removeLast()
    case .scalar(let scalar) where key.isControl:
      guard scalar == "u" else { return false }
      text = ""
    case .scalar(let scalar):
      guard text.count < limit else { return false }
      text.unicodeScalars.append(scalar)
    default: return false
    }
    return true
  }
}
