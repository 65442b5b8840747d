import Text

/// What a check prints, as lines, the oldest dropped where there are too many.
package struct LiveLog: Sendable {
  /// Lines kept at the most.
  package static let limit = 2000

  /// A line in the place of what was printed faster than it can be shown.
  package static let cut = Array("[… printed faster than it can be shown …]\n".utf8)

  /// Whether something was printed faster than it can be shown.
  package private(set) var isCut = false
  /// The lines, oldest first.
  package private(set) var lines: [SafeText] = []
  /// Lines that were dropped.
  package private(set) var dropped = 0
  private var pending: [UInt8] = []

  /// Nothing printed yet.
  package init() {}

  /// Takes what was printed.
  package mutating func append(_ bytes: [UInt8]) {
    isCut = isCut || bytes.starts(with: Self.cut)
    pending += bytes
    // A line without an end must not grow for ever.
    guard let end = pending.lastIndex(of: 0x0A) ?? (pending.count > 8192 ? pending.count - 1 : nil)
    else { return }
    let skipped = Self.start(ofLast: Self.limit, in: pending[...end])
    dropped += skipped.lines
    lines += SafeText.lines(pending[skipped.start...end])
    pending.removeFirst(end + 1)
    // Dropped in steps, so that each line is moved once at the most.
    if lines.count > 2 * Self.limit {
      dropped += lines.count - Self.limit
      lines.removeFirst(lines.count - Self.limit)
    }
  }

  /// Where the last so many lines of a text start, and how many are before them: what is dropped at once
  /// need not be made safe.
  private static func start(
    ofLast count: Int, in text: ArraySlice<UInt8>
  ) -> (start: Int, lines: Int) {
    var starts = text.indices.filter { text[$0] == 0x0A }.map { $0 + 1 }
    if starts.last == text.endIndex { starts.removeLast() }
    guard starts.count >= count else { return (text.startIndex, 0) }
    let skipped = starts.count - count + 1
    return (starts[skipped - 1], skipped)
  }

  /// The lines with the one that hasn't ended yet.
  package var all: [SafeText] { last(.max) }

  /// The last so many of ``all``.
  func last(_ count: Int) -> [SafeText] {
    if pending.isEmpty { return Array(lines.suffix(count)) }
    return lines.suffix(max(0, count - 1)) + [SafeText(bytes: pending, tabs: 8)]
  }
}
