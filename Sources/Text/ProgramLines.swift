/// What a program prints, as lines: the one way from a program's words to a message.
///
/// A line ends at a newline, at CR LF, or at a carriage return that the next line overwrites, as progress does.
/// Colours and the erasing of lines are left out, blanks at a line's end and empty lines too; secrets of urls are
/// masked, and all else is made safe.
package struct ProgramLines: Sendable {
  /// Lines kept for a message.
  package static let kept = 20
  /// Bytes of a line that are kept.
  private static let maximumLine = 4096

  private var pending: [UInt8] = []
  /// What the pending line overwrites.
  private var overwritten: [UInt8] = []
  /// Whether a carriage return has come since the last line's end, so that what is pending may be overwritten.
  private var isReturned = false
  private var last: [SafeText] = []

  /// Nothing yet.
  package init() {}

  /// The last lines of a text.
  package static func last(of bytes: some Sequence<UInt8>) -> [SafeText] {
    var lines = ProgramLines()
    lines.take(bytes)
    return lines.finish()
  }

  /// Takes what was printed.
  ///
  /// - Returns: The lines that it ends, those that are overwritten included.
  @discardableResult
  package mutating func take(_ bytes: some Sequence<UInt8>) -> [SafeText] {
    var lines: [SafeText] = []
    for byte in bytes {
      switch byte {
      case 0x0A:
        if !isReturned, let line = Self.line(pending) { lines.append(line) }
        keepPending()
        isReturned = false
      case 0x0D:
        if !isReturned, let line = Self.line(pending) { lines.append(line) }
        isReturned = true
      default:
        if isReturned {
          overwritten = pending
          pending.removeAll(keepingCapacity: true)
          isReturned = false
        }
        // A line without an end must not fill the memory.
        if pending.count < Self.maximumLine { pending.append(byte) }
      }
    }
    return lines
  }

  /// Ends the last line.
  ///
  /// - Returns: The last lines, at most ``kept``.
  package mutating func finish() -> [SafeText] {
    keepPending()
    return last
  }

  private mutating func keepPending() {
    // Overwritten by its own beginning a line stays as it is: git ends a server's CR LF with `remote: ` once more.
    let words = pending.prefix((pending.lastIndex { $0 != 0x20 } ?? -1) + 1)
    if !words.isEmpty, overwritten.starts(with: words) { pending = overwritten }
    overwritten = []
    if let line = Self.line(pending) {
      last.append(line)
      if last.count > Self.kept { last.removeFirst() }
    }
    pending.removeAll(keepingCapacity: true)
  }

  /// What a program says on one line; nil where that is nothing.
  private static func line(_ bytes: [UInt8]) -> SafeText? {
    var bytes = withoutColours(bytes)
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    guard !bytes.isEmpty else { return nil }
    return SafeText(
      bytes: Array(URLSecrets.masked(String(decoding: bytes, as: UTF8.self)).utf8), tabs: 8)
  }

  /// Bytes without the sequences that only colour text or erase a line (ECMA-48, SGR and EL).
  private static func withoutColours(_ bytes: [UInt8]) -> [UInt8] {
    guard bytes.contains(0x1B) else { return bytes }
    var plain: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x1B, index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "[") {
        let end = bytes[(index + 2)...].firstIndex { !(0x30...0x3B).contains($0) }
        if let end, [UInt8(ascii: "m"), UInt8(ascii: "K")].contains(bytes[end]) {
          index = end + 1
          continue
        }
      }
      plain.append(bytes[index])
      index += 1
    }
    return plain
  }
}
