extension SafeText {
  /// A cell's worth of text: a base scalar with the marks that stand on it.
  package struct Cell: Equatable {
    /// What is drawn.
    package var text: Substring
    /// Cells taken, 1 or 2.
    package var width: Int
    /// Whether it stands for something that was replaced.
    package var isReplaced: Bool
  }

  /// A text of cells, which safe texts alone give out.
  package init(cells: some Sequence<Cell>) {
    var string = ""
    var replaced: [Range<Int>] = []
    for cell in cells {
      let start = string.utf8.count
      string += cell.text
      guard cell.isReplaced else { continue }
      if let last = replaced.last, last.upperBound == start {
        replaced[replaced.count - 1] = last.lowerBound..<string.utf8.count
      } else {
        replaced.append(start..<string.utf8.count)
      }
    }
    self.init(safe: string, replaced: replaced)
  }

  /// The cells from left to right.
  package var cells: CellSequence { CellSequence(self) }

  /// Cells that the text takes in all.
  package var width: Int {
    if string.utf8.count == string.unicodeScalars.count { return string.utf8.count }
    return string.unicodeScalars.reduce(0) { $0 + UnicodeWidth.cells(of: $1) }
  }

  /// The text cut to a width, with an ellipsis in the place of what is cut from the end.
  package func truncated(to width: Int, ellipsis: SafeText = "…") -> SafeText {
    guard self.width > width else { return self }
    guard width > 0 else { return SafeText() }
    let ellipsis = ellipsis.width <= width ? ellipsis : SafeText()
    var taken = 0
    var end = string.startIndex
    for cell in cells {
      guard taken + cell.width <= width - ellipsis.width else { break }
      taken += cell.width
      end = cell.text.endIndex
    }
    return prefix(upTo: end) + ellipsis
  }

  /// The text cut to a width, with an ellipsis in the place of what is cut from the start: for
  /// paths, whose end says the most.
  package func truncatedFront(to width: Int, ellipsis: SafeText = "…") -> SafeText {
    let excess = self.width - width
    guard excess > 0 else { return self }
    guard width > 0 else { return SafeText() }
    let ellipsis = ellipsis.width <= width ? ellipsis : SafeText()
    var dropped = 0
    for cell in cells {
      dropped += cell.width
      if dropped >= excess + ellipsis.width {
        return ellipsis + suffix(from: cell.text.endIndex)
      }
    }
    return ellipsis
  }

  /// The text with blanks after it up to a width; longer text is cut.
  package func padded(to width: Int) -> SafeText {
    let text = truncated(to: width)
    return text + Self.blanks(width - text.width)
  }

  /// The text with blanks before it up to a width; longer text is cut.
  package func paddedFront(to width: Int) -> SafeText {
    let text = truncated(to: width)
    return Self.blanks(width - text.width) + text
  }

  /// Blanks; none where a narrow screen leaves less than no room.
  private static func blanks(_ count: Int) -> SafeText {
    SafeText(safe: String(repeating: " ", count: max(0, count)), replaced: [])
  }

  private func prefix(upTo end: String.Index) -> SafeText {
    let count = string.utf8.distance(from: string.startIndex, to: end)
    return SafeText(
      safe: String(string[..<end]),
      replaced: replaced.compactMap {
        $0.lowerBound < count ? $0.lowerBound..<min($0.upperBound, count) : nil
      })
  }

  private func suffix(from start: String.Index) -> SafeText {
    let offset = string.utf8.distance(from: string.startIndex, to: start)
    return SafeText(
      safe: String(string[start...]),
      replaced: replaced.compactMap {
        $0.upperBound > offset
          ? max($0.lowerBound, offset) - offset..<$0.upperBound - offset : nil
      })
  }

  /// Folds the text at blanks into lines no wider than a width; a longer word is broken, and a cell
  /// that is wider than a whole line shows as an ellipsis.
  package func wrapped(to width: Int) -> [SafeText] {
    guard self.width > width, width > 0 else { return [self] }
    var lines: [SafeText] = []
    var line = LineBuilder()
    var word = LineBuilder()
    func place() {
      guard word.width > 0 else { return }
      if line.width > 0, line.width + 1 + word.width <= width {
        line.append(Cell(text: " ", width: 1, isReplaced: false))
        line.append(word)
      } else {
        if line.width > 0 { lines.append(line.text) }
        line = word
      }
      word = LineBuilder()
    }
    // One pass over the cells: a line of a megabyte is folded in the time it takes to read it.
    for cell in cells {
      // A blank that carries marks is a cell to keep, and no place to fold at.
      if cell.text.utf8.elementsEqual(" ".utf8) {
        place()
        continue
      }
      let cell = cell.width <= width ? cell : Cell(text: "…", width: 1, isReplaced: true)
      if word.width + cell.width > width { place() }
      word.append(cell)
    }
    place()
    if line.width > 0 || lines.isEmpty { lines.append(line.text) }
    return lines
  }
}

/// A line in the making.
private struct LineBuilder {
  private(set) var width = 0
  private var string = ""
  private var replaced: [Range<Int>] = []

  var text: SafeText { SafeText(safe: string, replaced: replaced) }

  mutating func append(_ cell: SafeText.Cell) {
    let start = string.utf8.count
    string += cell.text
    width += cell.width
    if cell.isReplaced { mark(start..<string.utf8.count) }
  }

  mutating func append(_ other: LineBuilder) {
    let start = string.utf8.count
    string += other.string
    width += other.width
    for range in other.replaced { mark(range.lowerBound + start..<range.upperBound + start) }
  }

  private mutating func mark(_ range: Range<Int>) {
    if let last = replaced.last, last.upperBound == range.lowerBound {
      replaced[replaced.count - 1] = last.lowerBound..<range.upperBound
    } else {
      replaced.append(range)
    }
  }
}

/// The cells of a safe text, from left to right.
package struct CellSequence: Sequence, IteratorProtocol {
  private let text: SafeText
  private let scalars: String.UnicodeScalarView
  private var index: String.Index
  private var offset = 0
  private var mark = 0

  init(_ text: SafeText) {
    self.text = text
    scalars = text.string.unicodeScalars
    index = scalars.startIndex
  }

  /// The next cell.
  package mutating func next() -> SafeText.Cell? {
    guard index < scalars.endIndex else { return nil }
    let start = index
    let startOffset = offset
    let width = UnicodeWidth.cells(of: scalars[index])
    advance()
    while index < scalars.endIndex, UnicodeWidth.cells(of: scalars[index]) == 0 { advance() }
    while mark < text.replaced.count, text.replaced[mark].upperBound <= startOffset { mark += 1 }
    return SafeText.Cell(
      text: text.string[start..<index], width: Swift.max(width, 1),
      isReplaced: mark < text.replaced.count && text.replaced[mark].contains(startOffset))
  }

  private mutating func advance() {
    offset += UTF8.width(scalars[index])
    index = scalars.index(after: index)
  }
}
