extension SafeText {
  /// A word of a command that a person is told to run, as a POSIX shell takes it.
  ///
  /// What can't be drawn as it is, and a backtick, which ends the command in a message, is written by its octal
  /// number for `printf`: the word stays what it is, and nothing of it reaches the screen.
  package init(word bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    let text = SafeText(bytes: bytes)
    if text.replaced.isEmpty, !bytes.contains(UInt8(ascii: "`")) {
      self.init(safe: shellWord(text.string), replaced: [])
    } else {
      let isCut = bytes.last == UInt8(ascii: "\n")
      let escaped = bytes.enumerated().map { index, byte in
        let isPlain = isPlainInShell(byte) && byte < 0x80 && byte != UInt8(ascii: "%")
        if isPlain, index > 0 || byte != UInt8(ascii: "-") {
          return String(Unicode.Scalar(byte))
        }
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }.joined()
      // What a command puts out loses the newlines at its end.
      self.init(safe: isCut ? "$'\(escaped)'" : "\"$(printf '\(escaped)')\"", replaced: [])
    }
  }
}

extension SafeText.Interpolation {
  /// A word of a command: a name, a url, an argument.
  package mutating func appendInterpolation(word text: String) {
    self.text.append(SafeText(word: text.utf8))
  }

  /// A word of a command, of which no more is known than what is shown.
  package mutating func appendInterpolation(word text: SafeText) {
    self.text.append(SafeText(word: text.string.utf8))
  }

  /// A word of a command, by its bytes.
  package mutating func appendInterpolation(word bytes: [UInt8]) {
    text.append(SafeText(word: bytes))
  }
}
