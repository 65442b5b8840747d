import Subprocess
import Text

/// Splits what git prints as progress into lines, at newlines and at carriage returns.
struct ProgressLines {
  /// Lines kept for an error message.
  private static let kept = 20
  private var pending: [UInt8] = []
  private var last: [SafeText] = []

  mutating func take(_ bytes: some Sequence<UInt8>) -> [SafeText] {
    var lines: [SafeText] = []
    for byte in bytes {
      guard byte == 0x0A || byte == 0x0D else {
        // A line without an end must not fill the memory.
        if pending.count < 4096 { pending.append(byte) }
        continue
      }
      if !pending.isEmpty {
        let line = Self.line(pending)
        lines.append(line)
        if byte == 0x0A { keep(line) }
        pending.removeAll(keepingCapacity: true)
      }
    }
    return lines
  }

  mutating func take(_ buffer: SubprocessOutputSequence.Element) -> [SafeText] {
    buffer.withUnsafeBytes { take($0) }
  }

  mutating func finish() -> [SafeText] {
    if !pending.isEmpty { keep(Self.line(pending)) }
    return last
  }

  /// What a program says, without the secrets of urls in it.
  private static func line(_ bytes: [UInt8]) -> SafeText {
    SafeText(bytes: Array(URLSecrets.masked(String(decoding: bytes, as: UTF8.self)).utf8))
  }

  private mutating func keep(_ line: SafeText) {
    last.append(line)
    if last.count > Self.kept { last.removeFirst() }
  }
}
