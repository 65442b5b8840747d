extension Program.Outcome {
  /// What a terminal would obey, hide or reorder in standard output and standard error, and what isn't
  /// UTF-8; empty for text that is safe anywhere.
  public var unsafeText: [String] {
    [output, error].flatMap { bytes -> [String] in
      guard let text = String(validating: bytes, as: UTF8.self) else { return ["not UTF-8"] }
      return text.unicodeScalars.filter { scalar in
        switch scalar.value {
        case 0x0A: false
        case 0..<0x20, 0x7F...0x9F, 0xAD, 0x61C, 0x200B...0x200F, 0x2028...0x202E,
          0x2060...0x206F, 0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE0FFF:
          true
        default: false
        }
      }.map { "U+" + String($0.value, radix: 16, uppercase: true) }
    }
  }

  /// Whether standard error is one sentence of the program's: `edgesync: what failed: why. What to do.`
  public var isOneSentence: Bool {
    errorText.wholeMatch(of: /edgesync: [^\n]+\.( [^\n]+\.)?\n/) != nil
  }
}
