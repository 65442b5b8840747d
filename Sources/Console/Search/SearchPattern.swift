import Text

/// What is looked for: words as they stand, or a regular expression after a `/`.
///
/// Capitals matter only where some were typed.
package struct SearchPattern: Sendable {
  /// What was typed.
  package let query: String
  private let kind: Kind

  private enum Kind: @unchecked Sendable {
    case nothing
    case words(String, isPlain: Bool)
    case expression(Regex<AnyRegexOutput>)
    case invalid
  }

  /// Scalars of a line that are looked at: nobody sees the rest of a line of megabytes.
  package static let limit = 4096

  /// What was typed as a pattern.
  package init(_ query: String) {
    self.query = query
    let isPlain = query.allSatisfy { !$0.isUppercase }
    if query.first == "/" {
      let text = String(query.dropFirst())
      if text.isEmpty {
        kind = .nothing
      } else if let expression = try? Regex(text) {
        kind = .expression(isPlain ? expression.ignoresCase() : expression)
      } else {
        kind = .invalid
      }
    } else if query.isEmpty {
      kind = .nothing
    } else {
      kind = .words(isPlain ? query.lowercased() : query, isPlain: isPlain)
    }
  }

  /// Whether nothing is looked for.
  package var isEmpty: Bool {
    if case .nothing = kind { return true }
    return false
  }

  /// Whether it is no regular expression, though it should be one.
  package var isInvalid: Bool {
    if case .invalid = kind { return true }
    return false
  }

  /// Whether a text has it.
  package func matches(_ text: SafeText) -> Bool { !ranges(in: text.string, limit: 1).isEmpty }

  /// A text in pieces: those that match, and what is between.
  package func pieces(of text: SafeText) -> [(text: SafeText, isMatch: Bool)] {
    let string = text.string
    let ranges = ranges(in: string, limit: .max)
    if ranges.isEmpty { return [(text, false)] }
    var pieces: [(text: SafeText, isMatch: Bool)] = []
    var end = string.startIndex
    for range in ranges where !range.isEmpty {
      pieces.append((SafeText(string[end..<range.lowerBound]), false))
      pieces.append((SafeText(string[range]), true))
      end = range.upperBound
    }
    return pieces + [(SafeText(string[end...]), false)]
  }

  private func ranges(in string: String, limit: Int) -> [Range<String.Index>] {
    switch kind {
    case .nothing, .invalid: return []
    case .words(let words, let isPlain):
      // In ASCII, which is most of what is read, letters stand where they stood.
      if isPlain, string.utf8.allSatisfy({ $0 < 0x80 }) {
        return Self.ranges(of: words, in: string.lowercased(), limit: limit).map {
          let first = string.utf8.index(string.startIndex, offsetBy: $0.lowerBound)
          return first..<string.utf8.index(first, offsetBy: $0.count)
        }
      }
      var found: [Range<String.Index>] = []
      var rest = string[...]
      while found.count < limit, let range = rest.firstRange(of: words, isPlain) {
        found.append(range)
        rest = rest[range.upperBound...]
      }
      return found
    case .expression(let expression):
      if limit == 1 { return string.firstMatch(of: expression).map { [$0.range] } ?? [] }
      return string.matches(of: expression).map(\.range)
    }
  }

  /// Where words stand in a text, as UTF-8 offsets.
  private static func ranges(of words: String, in text: String, limit: Int) -> [Range<Int>] {
    let (needle, bytes) = (Array(words.utf8), Array(text.utf8))
    guard let first = needle.first, needle.count <= bytes.count else { return [] }
    var found: [Range<Int>] = []
    var place = 0
    while place <= bytes.count - needle.count, found.count < limit {
      if bytes[place] == first, bytes[place..<(place + needle.count)].elementsEqual(needle) {
        found.append(place..<(place + needle.count))
        place += needle.count
      } else {
        place += 1
      }
    }
    return found
  }
}

extension Substring {
  /// Where words first stand, capitals like small letters where they are told to be alike.
  fileprivate func firstRange(of words: String, _ isPlain: Bool) -> Range<Index>? {
    if !isPlain { return firstRange(of: words) }
    var start = startIndex
    while start < endIndex {
      var (place, rest) = (start, words[...])
      while place < endIndex, let wanted = rest.first,
        self[place].lowercased() == String(wanted)
      {
        place = index(after: place)
        rest = rest.dropFirst()
      }
      if rest.isEmpty { return start..<place }
      start = index(after: start)
    }
    return nil
  }
}

extension SearchPattern: Hashable {
  /// Whether the same was typed.
  package static func == (left: SearchPattern, right: SearchPattern) -> Bool {
    left.query == right.query
  }

  /// Hashes what was typed.
  package func hash(into hasher: inout Hasher) { hasher.combine(query) }
}
