import Terminal
import Text

/// A line that is typed, with a cursor: it edits as a shell's does.
package struct TextInput: Hashable, Sendable {
  /// Scalars of a line at the most.
  static let limit = 500

  /// The text as what stands in one place on the screen: a scalar with the marks on it.
  private var cells: [String] = []
  /// Cells before the cursor.
  private var place = 0
  /// What was cut last, to be put back.
  private var cut = ""
  /// Whether the last key cut something: what the next one cuts is joined to it.
  private var isCutting = false
  /// Lines typed earlier, the newest last.
  private let earlier: [String]
  /// Which of them is shown; their number where none is.
  private var shown: Int
  /// What was typed before one of them was shown.
  private var draft = ""

  /// An empty line.
  ///
  /// - Parameter earlier: Lines typed earlier, the newest last.
  package init(earlier: [String] = []) {
    self.earlier = earlier
    shown = earlier.count
  }

  /// The text.
  package var text: String { cells.joined() }
  /// What is before the cursor.
  package var before: String { cells[..<place].joined() }
  /// What is after it.
  package var after: String { cells[place...].joined() }
  /// Whether nothing is typed.
  package var isEmpty: Bool { cells.isEmpty }

  /// Whether a key edits: it isn't text, and isn't taken for anything else while a line is typed.
  package static func edits(_ key: Key) -> Bool { EditingCommand.of(key) != nil }

  /// Whether a key is for the line: it edits it, or is text.
  static func takes(_ key: Key) -> Bool { edits(key) || text(of: key) != nil }

  private static func text(of key: Key) -> String? {
    guard case .scalar(let scalar) = key.code, !key.isControl, !key.isAlt else { return nil }
    return String(scalar)
  }

  /// Does what a key is for.
  ///
  /// - Returns: Whether the text changed.
  @discardableResult
  package mutating func edit(_ key: Key) -> Bool {
    let wasCutting = isCutting
    isCutting = false
    guard let command = EditingCommand.of(key) else {
      return Self.text(of: key).map { insert($0) } ?? false
    }
    switch command {
    case .left: place = max(0, place - 1)
    case .right: place = min(cells.count, place + 1)
    case .start: place = 0
    case .end: place = cells.count
    case .wordLeft: place = wordStart
    case .wordRight: place = wordEnd
    case .deleteLeft: return remove(max(0, place - 1)..<place)
    case .deleteRight: return remove(place..<min(cells.count, place + 1))
    case .cutWordLeft: return cut(wordStart..<place, joining: wasCutting)
    case .cutWordRight: return cut(place..<wordEnd, joining: wasCutting)
    case .cutBlankLeft: return cut(blankStart..<place, joining: wasCutting)
    case .cutToStart: return cut(0..<place, joining: wasCutting)
    case .cutToEnd: return cut(place..<cells.count, joining: wasCutting)
    case .putBack: return insert(cut)
    case .earlier: return show(shown - 1)
    case .later: return show(shown + 1)
    }
    return false
  }

  /// Puts text in at the cursor, as much of it as a line may have.
  ///
  /// - Returns: Whether the text changed.
  @discardableResult
  package mutating func insert(_ text: String) -> Bool {
    var room = Self.limit - cells.reduce(0) { $0 + $1.unicodeScalars.count }
    let taken = text.prefix { character in
      room -= character.unicodeScalars.count
      return room >= 0
    }
    if taken.isEmpty { return false }
    set(before + taken, after)
    return true
  }

  // MARK: Changes

  private mutating func remove(_ range: Range<Int>) -> Bool {
    if range.isEmpty { return false }
    set(cells[..<range.lowerBound].joined(), cells[range.upperBound...].joined())
    return true
  }

  private mutating func cut(_ range: Range<Int>, joining: Bool) -> Bool {
    isCutting = true
    if range.isEmpty { return false }
    let text = cells[range].joined()
    let isBefore = range.upperBound == place
    cut = joining ? (isBefore ? text + cut : cut + text) : text
    return remove(range)
  }

  /// Shows a line typed earlier, or what was typed now.
  private mutating func show(_ number: Int) -> Bool {
    guard number >= 0, number <= earlier.count, number != shown else { return false }
    let text = text
    if shown == earlier.count { draft = text }
    shown = number
    let line = number == earlier.count ? draft : earlier[number]
    set(line, "")
    return line != text
  }

  /// Sets the text on both sides of the cursor. Where they make one cell, the cursor is after it.
  private mutating func set(_ before: String, _ after: String) {
    cells = Self.cells(of: before + after)
    var length = before.utf8.count
    place =
      cells.prefix { cell in
        defer { length -= cell.utf8.count }
        return length > 0
      }.count
  }

  private static func cells(of text: String) -> [String] {
    var cells: [String] = []
    for character in text {
      // What takes no room of its own stands on what is before it.
      let stands = character.unicodeScalars.first.map {
        !$0.isHidden && UnicodeWidth.cells(of: $0) == 0
      }
      if stands == true, !cells.isEmpty {
        cells[cells.count - 1].append(character)
      } else {
        cells.append(String(character))
      }
    }
    return cells
  }

  // MARK: Words

  private func isWord(_ index: Int) -> Bool {
    cells[index].first.map { $0.isLetter || $0.isNumber } == true
  }

  private func isBlank(_ index: Int) -> Bool { cells[index].first?.isWhitespace == true }

  private var wordStart: Int {
    var index = place
    while index > 0, !isWord(index - 1) { index -= 1 }
    while index > 0, isWord(index - 1) { index -= 1 }
    return index
  }

  private var wordEnd: Int {
    var index = place
    while index < cells.count, !isWord(index) { index += 1 }
    while index < cells.count, isWord(index) { index += 1 }
    return index
  }

  private var blankStart: Int {
    var index = place
    while index > 0, isBlank(index - 1) { index -= 1 }
    while index > 0, !isBlank(index - 1) { index -= 1 }
    return index
  }
}
