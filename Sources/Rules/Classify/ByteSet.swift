/// A set of bytes: what a bracket of a shell pattern matches.
struct ByteSet: Hashable, Sendable {
  private var words: SIMD4<UInt64> = .zero

  /// No bytes.
  init() {}

  /// Every byte.
  static let all = ByteSet().inverted

  /// Whether a byte is in the set.
  func contains(_ byte: UInt8) -> Bool { words[Int(byte >> 6)] & 1 << UInt64(byte & 63) != 0 }

  /// The bytes that aren't in the set.
  var inverted: ByteSet {
    var set = self
    set.words = ~words
    return set
  }

  /// The set without a byte.
  func removing(_ byte: UInt8) -> ByteSet {
    var set = self
    set.words[Int(byte >> 6)] &= ~(1 << UInt64(byte & 63))
    return set
  }

  mutating func insert(_ byte: UInt8) { words[Int(byte >> 6)] |= 1 << UInt64(byte & 63) }

  /// Reads a bracket and gives the index past its end; nil where it doesn't end or names a class that
  /// doesn't exist (`wildmatch.c`).
  static func parse(_ pattern: ArraySlice<UInt8>) -> (set: ByteSet, end: Int)? {
    var set = ByteSet()
    var index = pattern.startIndex + 1
    guard index < pattern.endIndex else { return nil }
    let isNegated = pattern[index] == UInt8(ascii: "!") || pattern[index] == UInt8(ascii: "^")
    if isNegated { index += 1 }
    var previous: UInt8?
    var isFirst = true
    while index < pattern.endIndex {
      let byte = pattern[index]
      // A bracket that closes is one of the set where it stands first.
      if byte == UInt8(ascii: "]"), !isFirst {
        return (isNegated ? set.inverted : set, index + 1)
      }
      isFirst = false
      if byte == UInt8(ascii: "-"), let low = previous, index + 1 < pattern.endIndex,
        pattern[index + 1] != UInt8(ascii: "]")
      {
        index += 1
        guard let high = literal(pattern, &index) else { return nil }
        if low <= high { for byte in low...high { set.insert(byte) } }
        previous = nil
      } else if byte == UInt8(ascii: "["), let end = endOfClass(pattern[index...]) {
        let name = String(decoding: pattern[(index + 2)..<end], as: UTF8.self)
        guard let isMember = classes[name] else { return nil }
        for byte in UInt8.min...UInt8.max where isMember(byte) { set.insert(byte) }
        index = end + 1
        previous = nil
      } else {
        guard let byte = literal(pattern, &index) else { return nil }
        set.insert(byte)
        previous = byte
      }
      index += 1
    }
    return nil
  }

  /// The byte at an index, or the one that a backslash there stands before.
  private static func literal(_ pattern: ArraySlice<UInt8>, _ index: inout Int) -> UInt8? {
    if pattern[index] == UInt8(ascii: "\\") { index += 1 }
    return index < pattern.endIndex ? pattern[index] : nil
  }

  /// Where the name of `[:name:]` ends; nil where there is no such thing.
  private static func endOfClass(_ pattern: ArraySlice<UInt8>) -> Int? {
    guard pattern.dropFirst().first == UInt8(ascii: ":") else { return nil }
    let inside = pattern.dropFirst(2)
    guard let close = inside.firstIndex(of: UInt8(ascii: "]")), close > inside.startIndex,
      pattern[close - 1] == UInt8(ascii: ":")
    else { return nil }
    return close - 1
  }

  private static let classes: [String: @Sendable (UInt8) -> Bool] = {
    let isUpper: @Sendable (UInt8) -> Bool = { (0x41...0x5A).contains($0) }
    let isLower: @Sendable (UInt8) -> Bool = { (0x61...0x7A).contains($0) }
    let isDigit: @Sendable (UInt8) -> Bool = { (0x30...0x39).contains($0) }
    let isAlphanumeric: @Sendable (UInt8) -> Bool = { isUpper($0) || isLower($0) || isDigit($0) }
    let isGraphic: @Sendable (UInt8) -> Bool = { (0x21...0x7E).contains($0) }
    return [
      "alnum": isAlphanumeric,
      "alpha": { isUpper($0) || isLower($0) },
      "blank": { $0 == 0x20 || $0 == 0x09 },
      "cntrl": { $0 < 0x20 || $0 == 0x7F },
      "digit": isDigit,
      "graph": isGraphic,
      "lower": isLower,
      "print": { (0x20...0x7E).contains($0) },
      "punct": { isGraphic($0) && !isAlphanumeric($0) },
      "space": { $0 == 0x20 || (0x09...0x0D).contains($0) },
      "upper": isUpper,
      "xdigit": { isDigit($0) || (0x41...0x46).contains($0) || (0x61...0x66).contains($0) },
    ]
  }()
}
