import Text

extension TextInput {
  /// As much of the line as there is room for around the cursor, with marks where it goes on, and the cursor's column.
  func window(width: Int) -> (line: Line, cursor: Int) {
    let start = SafeText(before)
    let text = start + SafeText(after)
    let column = start.width
    // The cursor needs a cell after the end.
    if text.width < width { return (Line(text), column) }
    let step = max(1, width / 2)
    var offset = 0
    while column - offset > width - 2 { offset += step }
    let isCut = text.width - offset >= width
    let (first, end) = (offset > 0 ? offset + 1 : 0, offset + width - (isCut ? 1 : 0))
    var line = offset > 0 ? Line("‹", .dim) : Line()
    var next = 0
    var cells: [SafeText.Cell] = []
    for cell in text.cells {
      defer { next += cell.width }
      if next < first || next + cell.width > end { continue }
      if cells.isEmpty { line.add(blanks(next - first)) }
      cells.append(cell)
    }
    line.add(SafeText(cells: cells))
    if isCut {
      line.add(blanks(width - 1 - line.width))
      line.add("›", .dim)
    }
    return (line, max(0, min(column - offset, width - 1)))
  }

  private func blanks(_ count: Int) -> SafeText { SafeText().padded(to: max(0, count)) }
}
