import Git
import Text

/// What a program that was asked something came to.
struct ProgramAnswer: Sendable {
  /// Whether it ended well.
  let isGood: Bool
  /// What it printed on standard output.
  let output: [UInt8]
  /// What it said where it ended badly.
  let words: [SafeText]

  /// Standard output as one line.
  var line: String {
    let text = String(decoding: output, as: UTF8.self)
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }

  /// What it said, as text to search in.
  var said: String { words.map(\.string).joined(separator: "\n") }
}
