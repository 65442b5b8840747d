/// The lines of a file of packed refs, as git reads them (`packed-backend.c`): a header, and for each ref its id and
/// name, maybe with the id of what its tag is of in the line after.
struct PackedReferenceLines {
  /// What a byte ended.
  enum Event {
    /// No line, or one without a ref.
    case none
    /// A line with a ref: its id and its name.
    case reference(ObjectID, ArraySlice<UInt8>)
    /// A line of a repository with other ids.
    case otherFormat
    /// A line that git stops at.
    case unreadable
  }

  private static let header = Array("# pack-refs with:".utf8)
  /// Bytes of a line that are kept; of a longer one the name counts for nothing.
  private static let kept = 2048

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
      return followsReference && ObjectID(hex: line.dropFirst()) != nil ? .none : .unreadable
    }
    let digits = line.prefix { ![0x20, 0x09, 0x0D].contains($0) }
    if digits.count == 64 { return .otherFormat }
    guard let id = ObjectID(hex: digits), line.count > digits.count + 1 else { return .unreadable }
    followsReference = true
    let name = line[(digits.count + 1)...]
    if isCut { return .none }
    if !ReferenceName.isWellFormed(name) {
      return ReferenceName.isSafe(name) ? .none : .unreadable
    }
    return .reference(id, name)
  }
}
