/// Text that can't disturb a terminal, a log or a report.
///
/// The only way of text to the screen, to standard error and into reports. Control, escape,
/// bidirectional and invisible scalars and invalid UTF-8 are replaced by something visible and
/// never dropped, as `less` shows them: `^[`, `<U+202E>`, `<9B>`. At most
/// ``maximumMarks`` combining marks stay on a cell; the rest are counted (`<+996>`).
///
/// Literals are the program's own words and taken as they are; whatever is interpolated is made
/// safe on its way in.
package struct SafeText: Hashable, Sendable {
  /// Combining marks that one cell may carry; ncurses holds four beside the base.
  package static let maximumMarks = 4

  /// The safe text.
  package private(set) var string: String
  /// UTF-8 offsets of the runs that stand for something that was replaced, ascending.
  package private(set) var replaced: [Range<Int>]

  /// Text already known to be safe, from this module only.
  init(safe string: String, replaced: [Range<Int>]) {
    self.string = string
    self.replaced = replaced
  }

  /// Empty text.
  package init() {
    self.init(safe: "", replaced: [])
  }

  /// Makes a string safe, as one line: a newline shows as `^J`, a tab as `^I`.
  package init(_ string: String) {
    var string = string
    self = string.withUTF8 { SafeText(bytes: $0) }
  }

  /// Makes a substring safe, as one line.
  package init(_ string: Substring) {
    self.init(String(string))
  }

  /// Makes bytes safe, as one line.
  ///
  /// - Parameters:
  ///   - bytes: What a repository or a command gave, in any encoding; read as UTF-8.
  ///   - tabs: Cells between tab stops to which a tab is drawn out in blanks; nil shows `^I`.
  ///   - column: Cells before it on its row, for tab stops.
  ///   - limit: Scalars kept at the most; what is cut off is counted at the end.
  package init(
    bytes: some Sequence<UInt8>, tabs: Int? = nil, from column: Int = 0, limit: Int = .max
  ) {
    let safe = bytes.withContiguousStorageIfAvailable {
      SafeText.sanitized($0, tabs: tabs, from: column, limit: limit)
    }
    self =
      safe
      ?? Array(bytes).withUnsafeBufferPointer {
        SafeText.sanitized($0, tabs: tabs, from: column, limit: limit)
      }
  }

  /// Makes a text of several lines safe, a `SafeText` a line; a final newline ends the last line.
  package static func lines(_ bytes: some Sequence<UInt8>, tabs: Int? = 8) -> [SafeText] {
    var lines: [SafeText] = []
    var line: [UInt8] = []
    var open = false
    for byte in bytes {
      if byte == 0x0A {
        lines.append(SafeText(bytes: line, tabs: tabs))
        line.removeAll(keepingCapacity: true)
        open = false
      } else {
        line.append(byte)
        open = true
      }
    }
    if open { lines.append(SafeText(bytes: line, tabs: tabs)) }
    return lines
  }

  /// Makes a string of several lines safe, a `SafeText` a line.
  package static func lines(_ string: String, tabs: Int? = 8) -> [SafeText] {
    lines(string.utf8, tabs: tabs)
  }

  /// Whether there is nothing to show.
  package var isEmpty: Bool { string.isEmpty }

  /// Adds safe text at the end.
  package mutating func append(_ other: SafeText) {
    let offset = string.utf8.count
    string += other.string
    replaced += other.replaced.map { $0.lowerBound + offset..<$0.upperBound + offset }
  }

  /// Two safe texts, one after the other.
  package static func + (left: SafeText, right: SafeText) -> SafeText {
    var text = left
    text.append(right)
    return text
  }

  /// Adds safe text at the end.
  package static func += (left: inout SafeText, right: SafeText) {
    left.append(right)
  }
}

extension SafeText: CustomStringConvertible {
  /// The safe text.
  package var description: String { string }
}

extension Sequence<SafeText> {
  /// The texts with a separator between them.
  package func joined(separator: SafeText) -> SafeText {
    var joined = SafeText()
    for (index, text) in self.enumerated() {
      if index > 0 { joined.append(separator) }
      joined.append(text)
    }
    return joined
  }
}
