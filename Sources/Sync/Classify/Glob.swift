/// Shell patterns as git matches them (`wildmatch.c`): `*`, `?`, `[…]` with classes, `\`, and `**`.
enum Glob {
  /// Whether a pattern matches a whole text.
  ///
  /// - Parameter crossesSlashes: Whether `*` and `?` match a slash too; else only `**` between
  ///   slashes does.
  static func matches(
    _ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>, crossesSlashes: Bool
  ) -> Bool {
    // Each pair of positions is tried once, so that a pattern of many stars stays quick.
    var failed: Set<Int> = []
    return Matcher(pattern: pattern, text: text, crossesSlashes: crossesSlashes)
      .matches(pattern.startIndex, text.startIndex, &failed)
  }
}

private struct Matcher {
  let pattern: ArraySlice<UInt8>
  let text: ArraySlice<UInt8>
  let crossesSlashes: Bool
  private let slash = UInt8(ascii: "/")
  private let star = UInt8(ascii: "*")

  init(pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>, crossesSlashes: Bool) {
    self.pattern = pattern
    self.text = text
    self.crossesSlashes = crossesSlashes
  }

  func matches(_ patternStart: Int, _ textStart: Int, _ failed: inout Set<Int>) -> Bool {
    var p = patternStart
    var t = textStart
    while p < pattern.endIndex {
      let symbol = pattern[p]
      if symbol == star { return matchesStar(p, t, &failed) }
      guard t < text.endIndex else { return false }
      switch symbol {
      case UInt8(ascii: "?"):
        if text[t] == slash, !crossesSlashes { return false }
        p += 1
      case UInt8(ascii: "["):
        if text[t] == slash, !crossesSlashes { return false }
        guard let (isMember, end) = matchesClass(p, text[t]) else { return false }
        if !isMember { return false }
        p = end
      case UInt8(ascii: "\\"):
        guard p + 1 < pattern.endIndex, pattern[p + 1] == text[t] else { return false }
        p += 2
      default:
        if symbol != text[t] { return false }
        p += 1
      }
      t += 1
    }
    return t == text.endIndex
  }

  private func matchesStar(_ start: Int, _ textStart: Int, _ failed: inout Set<Int>) -> Bool {
    var p = start
    while p < pattern.endIndex, pattern[p] == star { p += 1 }
    let isDouble = p - start > 1
    let atStart = start == pattern.startIndex || pattern[start - 1] == slash
    let atEnd = p == pattern.endIndex
    let beforeSlash = !atEnd && pattern[p] == slash
    // `**` crosses slashes only where it stands alone between them.
    let spansFolders = isDouble && atStart && (atEnd || beforeSlash)
    let crosses = crossesSlashes || spansFolders
    if spansFolders, beforeSlash, !crossesSlashes, matches(p + 1, textStart, &failed) {
      // `**/` matches no folder at all as well.
      return true
    }
    if atEnd { return crosses || !text[textStart...].contains(slash) }
    var t = textStart
    while t <= text.endIndex {
      // After `**/` only the start of a name can follow, and the slash is part of what was matched.
      let key = (p - pattern.startIndex) << 32 | (t - text.startIndex)
      if !failed.contains(key) {
        if matches(p, t, &failed) { return true }
        failed.insert(key)
      }
      if t == text.endIndex || (!crosses && text[t] == slash) { return false }
      t += 1
    }
    return false
  }

  /// Whether a byte is in the class that starts at a bracket, and where the class ends; nil where it
  /// doesn't end.
  private func matchesClass(_ start: Int, _ byte: UInt8) -> (Bool, Int)? {
    var p = start + 1
    guard p < pattern.endIndex else { return nil }
    let isNegated = pattern[p] == UInt8(ascii: "!") || pattern[p] == UInt8(ascii: "^")
    if isNegated { p += 1 }
    var isMember = false
    var previous: UInt8?
    var isFirst = true
    while p < pattern.endIndex {
      var symbol = pattern[p]
      if symbol == UInt8(ascii: "]"), !isFirst { return (isMember != isNegated, p + 1) }
      isFirst = false
      if symbol == UInt8(ascii: "-"), let low = previous, p + 1 < pattern.endIndex,
        pattern[p + 1] != UInt8(ascii: "]")
      {
        p += 1
        symbol = pattern[p]
        if symbol == UInt8(ascii: "\\") {
          p += 1
          guard p < pattern.endIndex else { return nil }
          symbol = pattern[p]
        }
        if low <= byte, byte <= symbol { isMember = true }
        previous = nil
      } else if symbol == UInt8(ascii: "["), p + 1 < pattern.endIndex,
        pattern[p + 1] == UInt8(ascii: ":"), let end = endOfNamedClass(p + 2)
      {
        guard
          let contains = Self.namedClasses[String(decoding: pattern[(p + 2)..<end], as: UTF8.self)]
        else { return nil }
        if contains(byte) { isMember = true }
        p = end + 1
        previous = nil
      } else {
        if symbol == UInt8(ascii: "\\") {
          p += 1
          guard p < pattern.endIndex else { return nil }
          symbol = pattern[p]
        }
        if symbol == byte { isMember = true }
        previous = symbol
      }
      p += 1
    }
    return nil
  }

  private func endOfNamedClass(_ start: Int) -> Int? {
    var p = start
    while p + 1 < pattern.endIndex {
      if pattern[p] == UInt8(ascii: ":"), pattern[p + 1] == UInt8(ascii: "]") { return p }
      if pattern[p] == UInt8(ascii: "]") { return nil }
      p += 1
    }
    return nil
  }

  private static let namedClasses: [String: @Sendable (UInt8) -> Bool] = {
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
