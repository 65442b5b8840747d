/// A text as one word of a POSIX shell: as it is where nothing in it means anything there, else in single
/// quotes. What a message tells a person to run takes `\(word:)` of ``SafeText``, which can be read as well.
package func shellWord(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy(isPlainInShell)
  return isPlain && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
}

/// Whether a byte stands for itself in a shell, wherever in a word.
func isPlainInShell(_ byte: UInt8) -> Bool {
  byte >= 0x80 || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    || "._/-:@+,%".utf8.contains(byte)
}
