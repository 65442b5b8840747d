import Foundation

/// The line by which a file says that a program made it.
///
/// Go's convention is `^// Code generated .* DO NOT EDIT\.$` (`go help generate`), which generators for other languages follow
/// with comments of theirs; others mark their files with `@generated`.
package enum GeneratedMarker {
  /// Bytes at a file's beginning that are looked through.
  package static let examinedSize = 8 << 10
  /// Lines that are looked through, as linguist does.
  private static let examinedLines = 40

  /// What comments begin with; blanks may stand around it.
  private static let leaders: [[UInt8]] = [
    "<!--", "//", "/*", "(*", "{-", "{#", "--", "\"\"\"", "'''", "##", "#", ";;", ";", "%", "*",
    "!",
    "REM ", "rem ", "dnl ",
  ].map { Array($0.utf8) }
  /// What comments end with.
  private static let trailers: [[UInt8]] = ["-->", "*/", "*)", "-}", "#}", "\"\"\"", "'''"].map {
    Array($0.utf8)
  }

  /// Whether a file says that it is generated.
  ///
  /// - Parameter beginning: Its first bytes, ``examinedSize`` of them are enough.
  package static func isIn(_ beginning: UnsafeRawBufferPointer) -> Bool {
    let examined = UnsafeRawBufferPointer(rebasing: beginning.prefix(examinedSize))
    // Few files have any of the words.
    guard contains(examined, "@generated") || contains(examined, "DO NOT EDIT") else {
      return false
    }
    var rest = Array(examined)[...]
    if rest.starts(with: [0xEF, 0xBB, 0xBF]) { rest = rest.dropFirst(3) }
    for _ in 0..<examinedLines where !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A) ?? rest.endIndex
      if let text = comment(rest[..<end]), isMarker(text) { return true }
      rest = rest[min(end + 1, rest.endIndex)...]
    }
    return false
  }

  /// What a comment says; nil for a line that isn't one.
  private static func comment(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var text = trimmed(line)
    guard let leader = leaders.first(where: { text.starts(with: $0) }) else { return nil }
    text = text.dropFirst(leader.count)
    // `///`, `/**`, `####`: more of the same.
    while let first = text.first, "/*#;-%!".utf8.contains(first) { text = text.dropFirst() }
    text = trimmed(text)
    if let trailer = trailers.first(where: {
      text.count >= $0.count && text.suffix($0.count) == $0[...]
    }
    ) {
      text = trimmed(text.dropLast(trailer.count))
    }
    return text
  }

  private static func isMarker(_ text: ArraySlice<UInt8>) -> Bool {
    if text.starts(with: "Code generated ".utf8) {
      let end = text.last == UInt8(ascii: ".") ? text.dropLast() : text
      return end.count >= "Code generated DO NOT EDIT".utf8.count
        && end.suffix("DO NOT EDIT".utf8.count).elementsEqual("DO NOT EDIT".utf8)
    }
    // Said of the file, and not in a sentence about such files.
    for beginning in ["", "This file is ", "This file is automatically "] {
      let mark = beginning + "@generated"
      guard text.starts(with: mark.utf8) else { continue }
      let next = text.dropFirst(mark.utf8.count).first
      return next.map { !isPartOfWord($0) } ?? true
    }
    return false
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || (0x30...0x39).contains(byte)
      || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
  }

  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }
    var line = line.drop(while: isBlank)
    while let last = line.last, isBlank(last) { line = line.dropLast() }
    return line
  }

  private static func contains(_ bytes: UnsafeRawBufferPointer, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    var rest = bytes
    while rest.count >= count, let start = rest.baseAddress,
      let found = memchr(start, Int32(word.utf8Start[0]), rest.count - count + 1)
    {
      if memcmp(found, word.utf8Start, count) == 0 { return true }
      rest = UnsafeRawBufferPointer(rebasing: rest[(UnsafeRawPointer(found) - start + 1)...])
    }
    return false
  }
}
