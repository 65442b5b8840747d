import Text

/// What one of git's configuration files says, by itself: nothing that it includes is read (git-config(1), "Syntax").
struct GitConfigFile: Sendable {
  /// Its settings in their order, their names as `section.key` or `section.subsection.key`, sections and keys in lower
  /// case; without a value where none stands.
  let settings: [(name: String, value: String?)]

  /// Reads a file's bytes; nil where git would stop at a line of it (`config.c`, `git_parse_source`).
  init?(parsing bytes: [UInt8]) {
    var reader = Reader(bytes: bytes[...])
    guard let settings = reader.settings() else { return nil }
    self.settings = settings
  }

  /// The last value of a setting; nil where there is none.
  func value(of name: String) -> String? { settings.last { $0.name == name }?.value }

  private struct Reader {
    var bytes: ArraySlice<UInt8>

    mutating func settings() -> [(name: String, value: String?)]? {
      if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
      var found: [(name: String, value: String?)] = []
      var section = ""
      while let byte = bytes.popFirst() {
        switch byte {
        case 0x09...0x0D, 0x20: continue
        case UInt8(ascii: "#"), UInt8(ascii: ";"): bytes = bytes.drop { $0 != 0x0A }
        case UInt8(ascii: "["):
          guard let header = header() else { return nil }
          section = header + "."
        default:
          guard Self.isLetter(byte), let (key, value) = setting(byte) else {
            return nil
          }
          found.append((section + key, value))
        }
      }
      return found
    }

    /// A section's name, past its bracket.
    private mutating func header() -> String? {
      let name = bytes.prefix { Self.isKey($0) || $0 == UInt8(ascii: ".") }
      bytes = bytes.dropFirst(name.count)
      let section = Self.text(name).lowercased()
      let blanks = bytes.prefix { $0 == 0x20 || $0 == 0x09 }.count
      bytes = bytes.dropFirst(blanks)
      guard blanks > 0 else { return bytes.popFirst() == UInt8(ascii: "]") ? section : nil }
      guard bytes.popFirst() == UInt8(ascii: "\"") else { return nil }
      var rest: [UInt8] = []
      while let byte = bytes.popFirst() {
        switch byte {
        case 0x0A: return nil
        case UInt8(ascii: "\""):
          return bytes.popFirst() == UInt8(ascii: "]") ? section + "." + Self.text(rest) : nil
        case UInt8(ascii: "\\"):
          guard let next = bytes.popFirst(), next != 0x0A else { return nil }
          rest.append(next)
        default: rest.append(byte)
        }
      }
      return nil
    }

    /// A key and its value, past the key's first letter.
    private mutating func setting(_ first: UInt8) -> (String, String?)? {
      let rest = bytes.prefix(while: Self.isKey)
      bytes = bytes.dropFirst(rest.count)
      let key = Self.text([first] + rest).lowercased()
      bytes = bytes.drop { $0 == 0x20 || $0 == 0x09 }
      if bytes.first == 0x0D, bytes.dropFirst().first == 0x0A { bytes = bytes.dropFirst() }
      switch bytes.popFirst() {
      case nil, 0x0A: return (key, nil)
      case UInt8(ascii: "="): return value().map { (key, $0) }
      default: return nil
      }
    }

    private mutating func value() -> String? {
      var value: [UInt8] = []
      var (isQuoted, isComment) = (false, false)
      // Blanks at the end don't count.
      var length = 0
      while let byte = bytes.popFirst() {
        if byte == 0x0A {
          if isQuoted { return nil }
          break
        }
        if isComment { continue }
        switch byte {
        case 0x20, 0x09, 0x0D:
          if isQuoted || length > 0 { value.append(byte) }
          if isQuoted { length = value.count }
          continue
        case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
          isComment = true
          continue
        case UInt8(ascii: "\""):
          isQuoted.toggle()
          continue
        case UInt8(ascii: "\\"):
          if bytes.first == 0x0D, bytes.dropFirst().first == 0x0A { bytes = bytes.dropFirst() }
          switch bytes.popFirst() {
          case 0x0A: continue
          case UInt8(ascii: "t"): value.append(0x09)
          case UInt8(ascii: "b"): value.append(0x08)
          case UInt8(ascii: "n"): value.append(0x0A)
          case UInt8(ascii: "\\"): value.append(UInt8(ascii: "\\"))
          case UInt8(ascii: "\""): value.append(UInt8(ascii: "\""))
          default: return nil
          }
        default: value.append(byte)
        }
        length = value.count
      }
      return isQuoted ? nil : Self.text(value[..<length])
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
      (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }

    private static func isKey(_ byte: UInt8) -> Bool {
      isLetter(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: "-")
    }

    private static func text(_ bytes: some Sequence<UInt8>) -> String {
      String(decoding: Array(bytes), as: UTF8.self)
    }
  }
}
