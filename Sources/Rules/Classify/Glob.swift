/// A shell pattern as git matches it (`wildmatch.c`): `*`, `?`, `[…]` with classes, `\`, and `**`.
///
/// Compiled once and run as an automaton, a byte at a time: the work grows with pattern times text,
/// whatever the pattern.
struct Glob: Hashable, Sendable {
  private enum Token: Hashable, Sendable {
    case byte(UInt8)
    case any
    case set(ByteSet)
    case star(crossesSlashes: Bool)
    /// Goes on to the next token, or past some.
    case branch(skipping: Int)
  }

  private static let slash = UInt8(ascii: "/")
  private static let star = UInt8(ascii: "*")
  private static let backslash = UInt8(ascii: "\\")

  /// Bytes that the text has to begin with.
  private let prefix: [UInt8]
  /// What follows them; nil where the pattern is broken and matches nothing.
  private let tokens: [Token]?

  /// The text itself, where the pattern has no wildcard and matches nothing else.
  var literal: [UInt8]? { tokens?.isEmpty == true ? prefix : nil }

  /// Compiles a pattern.
  ///
  /// - Parameter crossesSlashes: Whether `*` and `?` match a slash too; else only `**` between
  ///   slashes does.
  init(_ pattern: ArraySlice<UInt8>, crossesSlashes: Bool) {
    let special = Array(#"*?[\"#.utf8)
    let end = pattern.firstIndex { special.contains($0) } ?? pattern.endIndex
    prefix = Array(pattern[..<end])
    tokens = Self.tokens(of: pattern[end...], crossesSlashes: crossesSlashes)
  }

  private static func tokens(
    of pattern: ArraySlice<UInt8>, crossesSlashes: Bool
  ) -> [Token]? {
    var tokens: [Token] = []
    var index = pattern.startIndex
    while index < pattern.endIndex {
      switch pattern[index] {
      case UInt8(ascii: "?"):
        tokens.append(crossesSlashes ? .any : .set(ByteSet.all.removing(slash)))
        index += 1
      case UInt8(ascii: "["):
        guard let (set, end) = ByteSet.parse(pattern[index...]) else { return nil }
        tokens.append(.set(crossesSlashes ? set : set.removing(slash)))
        index = end
      case backslash:
        guard index + 1 < pattern.endIndex else { return nil }
        tokens.append(.byte(pattern[index + 1]))
        index += 2
      case star:
        let start = index
        index = pattern[start...].firstIndex { $0 != star } ?? pattern.endIndex
        // `**` crosses slashes only where it stands alone between them. What stands before the first
        // special byte git has matched and cut off by then, so that `a**/b` counts as `**/b`.
        let rest = pattern[index...]
        let spansFolders =
          !crossesSlashes && index - start > 1
          && (start == pattern.startIndex || pattern[start - 1] == slash)
          && (rest.isEmpty || rest.first == slash || rest.starts(with: [backslash, slash]))
        // `**/` matches no folder at all as well.
        if spansFolders, rest.first == slash { tokens.append(.branch(skipping: 2)) }
        tokens.append(.star(crossesSlashes: crossesSlashes || spansFolders))
      case let byte:
        tokens.append(.byte(byte))
        index += 1
      }
    }
    return tokens
  }

  /// Whether the pattern matches a whole text.
  func matches(_ text: ArraySlice<UInt8>) -> Bool {
    guard let tokens, text.starts(with: prefix) else { return false }
    let text = text.dropFirst(prefix.count)
    if tokens.isEmpty { return text.isEmpty }
    if tokens == [.star(crossesSlashes: true)] { return true }
    // Places in the pattern that the text so far can have led to.
    var places = [Bool](repeating: false, count: tokens.count + 1)
    places[0] = true
    Self.spread(&places, tokens)
    for byte in text {
      var next = [Bool](repeating: false, count: tokens.count + 1)
      var isAlive = false
      for (place, token) in tokens.enumerated() where places[place] {
        switch token {
        case .byte(byte), .any: next[place + 1] = true
        case .set(let set) where set.contains(byte): next[place + 1] = true
        case .star(let crosses) where crosses || byte != Self.slash: next[place] = true
        default: continue
        }
        isAlive = true
      }
      if !isAlive { return false }
      places = next
      Self.spread(&places, tokens)
    }
    return places[tokens.count]
  }

  /// Adds the places that are reached without a byte; all of them lie further on.
  private static func spread(_ places: inout [Bool], _ tokens: [Token]) {
    for (place, token) in tokens.enumerated() where places[place] {
      switch token {
      case .star: places[place + 1] = true
      case .branch(let skipped):
        places[place + 1] = true
        places[place + 1 + skipped] = true
      case .byte, .any, .set: continue
      }
    }
  }
}
