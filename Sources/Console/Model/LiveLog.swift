import Text

/// What a check prints, as lines, the oldest dropped where there are too many.
package struct LiveLog: Sendable {
  /// Lines kept at the most.
  package static let limit = 2000

  /// The lines, oldest first.
  package private(set) var lines: [SafeText] = []
  /// Lines that were dropped.
  package private(set) var dropped = 0
  private var pending: [UInt8] = []

  /// Nothing printed yet.
  package init() {}

  /// Takes what was printed.
  package mutating func append(_ bytes: [UInt8]) {
    pending += bytes
    // A line without an end must not grow for ever.
    guard let end = pending.lastIndex(of: 0x0A) ?? (pending.count > 8192 ? pending.count - 1 : nil)
    else { return }
    lines += SafeText.lines(pending[...end])
    pending.removeFirst(end + 1)
    // Dropped in steps, so that each line is moved once at the most.
    if lines.count > 2 * Self.limit {
      dropped += lines.count - Self.limit
      lines.removeFirst(lines.count - Self.limit)
    }
  }

  /// The lines with the one that hasn't ended yet.
  package var all: [SafeText] {
    pending.isEmpty ? lines : lines + [SafeText(bytes: pending, tabs: 8)]
  }
}
