import Text

/// A grid of cells that a view draws into; nothing outside it, and nothing unsafe, can be drawn.
package struct Surface: Equatable, Sendable {
  /// A cell: what stands in it and how it looks.
  package struct Cell: Equatable, Sendable {
    /// The text: a scalar with its marks; empty for the right half of a wide one.
    package var text: String
    /// How it looks.
    package var style: Style
    /// Where it leads to.
    package var link: WebAddress?

    /// A cell from its parts.
    package init(text: String, style: Style, link: WebAddress? = nil) {
      self.text = text
      self.style = style
      self.link = link
    }
  }

  /// The extent.
  package let size: Size
  /// The cells, row by row.
  package private(set) var cells: [Cell]
  /// Whether anything in it leads somewhere, or did before something else was drawn there.
  package private(set) var hasLinks = false
  /// Where the terminal's cursor shall be; nil to hide it.
  package var cursor: Point?

  /// An empty grid.
  package init(size: Size, style: Style = .plain) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    cells = Array(
      repeating: Cell(text: " ", style: style), count: self.size.width * self.size.height)
  }

  /// The whole grid as a rectangle.
  package var bounds: Rect { Rect(x: 0, y: 0, width: size.width, height: size.height) }

  /// The cell at a place inside the grid.
  package subscript(x: Int, y: Int) -> Cell { cells[y * size.width + x] }

  /// The cells of a row inside the grid.
  package func row(_ y: Int) -> ArraySlice<Cell> { cells[y * size.width..<(y + 1) * size.width] }

  /// Fills a rectangle with blanks of a style.
  package mutating func fill(_ rect: Rect, style: Style) {
    for y in max(0, rect.y)..<max(max(0, rect.y), min(rect.maxY, size.height)) {
      for x in max(0, rect.x)..<max(max(0, rect.x), min(rect.maxX, size.width)) {
        put(" ", width: 1, x: x, y: y, style: style)
      }
    }
  }

  /// Draws text on a row from a column on.
  ///
  /// - Parameters:
  ///   - text: What to draw; what doesn't fit is cut off at a whole cell.
  ///   - x: The column of its first cell; may lie left of the limit.
  ///   - y: The row.
  ///   - limit: Where drawing is allowed; the grid, unless given.
  ///   - style: How it looks; what stands for replaced scalars is drawn in reverse.
  ///   - link: Where it leads to.
  /// - Returns: The column after the last cell drawn.
  @discardableResult
  package mutating func draw(
    _ text: SafeText, x: Int, y: Int, in limit: Rect? = nil, style: Style = .plain,
    link: WebAddress? = nil
  ) -> Int {
    let limit = limit ?? bounds
    guard y >= max(0, limit.y), y < min(limit.maxY, size.height) else { return x }
    let left = max(0, limit.x)
    let right = min(limit.maxX, size.width)
    var column = x
    for cell in text.cells {
      if column + cell.width > right { break }
      if column >= left {
        var style = style
        if cell.isReplaced { style.attributes.formSymmetricDifference(.reverse) }
        put(String(cell.text), width: cell.width, x: column, y: y, style: style, link: link)
      }
      column += cell.width
    }
    return column
  }

  /// Changes the look of cells that are drawn already.
  package mutating func restyle(_ rect: Rect, _ change: (inout Style) -> Void) {
    for y in max(0, rect.y)..<max(max(0, rect.y), min(rect.maxY, size.height)) {
      for x in max(0, rect.x)..<max(max(0, rect.x), min(rect.maxX, size.width)) {
        change(&cells[y * size.width + x].style)
      }
    }
  }

  private mutating func put(
    _ text: String, width: Int, x: Int, y: Int, style: Style, link: WebAddress? = nil
  ) {
    if link != nil { hasLinks = true }
    let index = y * size.width + x
    // Half of a wide cell can't stay.
    if cells[index].text.isEmpty, x > 0 { cells[index - 1].text = " " }
    let last = index + width - 1
    if x + width < size.width, cells[last + 1].text.isEmpty { cells[last + 1].text = " " }
    cells[index] = Cell(text: text, style: style, link: link)
    if width == 2 { cells[index + 1] = Cell(text: "", style: style, link: link) }
  }
}
