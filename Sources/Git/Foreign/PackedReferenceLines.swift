/// The lines of a file of packed refs, as git reads them (`packed-backend.c`): a header, and for each ref its id and
/// name, maybe with the id of what its tag is of in the line after.
struct PackedReferenceLines {
  /// What a byte ended.
  enum Event {
    /// No line, or one without a ref.
    case none
    /// A line with a ref: its id, in hex, and its name.
    case reference(ArraySlice<UInt8>, ArraySlice<UInt8>)
    /// A line of a repository with other ids.
    case otherFormat
    /// A line that git stops at.
    case unreadable
  }

  private static let header = Array("# pack-refs with:".utf8)
  /// Bytes of a line that are kept; of a longer one the name counts for nothing.
  private static let kept = 2048
  private static let digits = 40

  /// The line that the last byte was in, from 1 on.
  private(set) var number = 0
  /// Whether the last line has no end yet.
  private(set) var isInLine = false
  private var line: [UInt8] = []
  private var isCut = false
  private var followsReference = false

  /// Takes the next byte.
  mutating func take(_ byte: UInt8) -> Event {
    if !isInLine {
      number += 1
      isInLine = true
      line.removeAll(keepingCapacity: true)
      isCut = false
    }
    guard byte == UInt8(ascii: "\n") else {
      if line.count < Self.kept { line.append(byte) } else { isCut = true }
      return .none
    }
    isInLine = false
    return end()
  }

  private mutating func end() -> Event {
    if number == 1, line.first == UInt8(ascii: "#") {
      return line.starts(with: Self.header) ? .none : .unreadable
    }
    if line.first == UInt8(ascii: "^") {
      defer { followsReference = false }
      let isID = line.count == Self.digits + 1 && line.dropFirst().allSatisfy(\.isHexDigit)
      return followsReference && isID ? .none : .unreadable
    }
    let digits = line.prefix(while: \.isHexDigit).count
    if digits == 64, line.count > 65 { return .otherFormat }
    guard digits >= Self.digits, line.count >= Self.digits + 2,
      [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(line[Self.digits])
    else { return .unreadable }
    followsReference = true
    if isCut { return .none }
    let name = line[(Self.digits + 1)...]
    if !Self.isWellFormed(name) { return Self.isSafe(name) ? .none : .unreadable }
    return .reference(line[..<Self.digits], name)
  }

  /// What git-check-ref-format(1) allows, names of one level too.
  private static func isWellFormed(_ name: ArraySlice<UInt8>) -> Bool {
    let text = Array(name)
    let forbidden = Array(" ~^:?*[\\".utf8)
    let pairs = zip(text, text.dropFirst())
    return text != [UInt8(ascii: "@")] && text.last != UInt8(ascii: ".")
      && text.allSatisfy { $0 > 0x1F && $0 != 0x7F && !forbidden.contains($0) }
      && pairs.allSatisfy { !($0 == UInt8(ascii: ".") && $1 == UInt8(ascii: ".")) }
      && pairs.allSatisfy { !($0 == UInt8(ascii: "@") && $1 == UInt8(ascii: "{")) }
      && text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
        !$0.isEmpty && $0.first != UInt8(ascii: ".") && !$0.suffix(5).elementsEqual(".lock".utf8)
      }
  }

  /// Whether git passes over a name that isn't well formed (`refname_is_safe`), instead of stopping.
  private static func isSafe(_ name: ArraySlice<UInt8>) -> Bool {
    let folder = Array("refs/".utf8)
    guard name.starts(with: folder) else {
      return name.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: "_") }
    }
    let rest = name.dropFirst(folder.count)
    return rest.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false).allSatisfy {
      !$0.isEmpty && $0 != [UInt8(ascii: ".")] && $0 != Array("..".utf8)[...]
    }
  }
}

extension UInt8 {
  fileprivate var isHexDigit: Bool {
    (0x30...0x39).contains(self) || (0x41...0x46).contains(self) || (0x61...0x66).contains(self)
  }
}
