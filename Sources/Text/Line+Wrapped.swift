extension Line {
  private struct Cell {
    let cell: SafeText.Cell
    let span: Span
  }

  /// Folds the row into rows no wider than a width, at blanks where there are some; rows after the
  /// first are indented.
  package func wrapped(to width: Int, indent: Int = 2) -> [Line] {
    guard self.width > width, width > 2 * indent else { return [self] }
    var rest = spans.flatMap { span in span.text.cells.map { Cell(cell: $0, span: span) } }[
      ...]
    var lines: [Line] = []
    while !rest.isEmpty {
      let room = lines.isEmpty ? width : width - indent
      var (end, used) = (rest.startIndex, 0)
      while end < rest.endIndex, used + rest[end].cell.width <= room {
        used += rest[end].cell.width
        end += 1
      }
      if end < rest.endIndex { end = fold(rest, at: end, room, next: width - indent) }
      // A cell wider than the row would not get any narrower.
      end = max(end, rest.startIndex + 1)
      // The blank that it is folded at is no part of a row.
      let isBlank = end < rest.endIndex && rest[end - 1].cell.text == " "
      lines.append(
        Self.line(rest[..<(isBlank ? end - 1 : end)], indent: lines.isEmpty ? 0 : indent))
      rest = rest[end...]
    }
    return lines
  }

  /// Where the next row begins of cells of which so many have room: at a word, past a folder of a path, or right there.
  private func fold(_ cells: ArraySlice<Cell>, at end: Int, _ room: Int, next: Int) -> Int {
    if cells[end].cell.text == " " { return end + 1 }
    let start = cells.startIndex
    if let blank = cells[..<end].lastIndex(where: { $0.cell.text == " " }) {
      // A word that has room in the next row isn't broken for want of a fuller one.
      let least = fits(cells[(blank + 1)...], in: next) ? room / 4 : room / 2
      if blank - start > least { return blank + 1 }
    }
    let slash = cells[..<end].lastIndex { $0.cell.text == "/" }
    return slash.flatMap { $0 - start > room / 2 ? $0 + 1 : nil } ?? end
  }

  /// Whether the first word of some cells is no wider than a row.
  private func fits(_ cells: ArraySlice<Cell>, in width: Int) -> Bool {
    var used = 0
    for cell in cells {
      if cell.cell.text == " " { break }
      used += cell.cell.width
      if used > width { return false }
    }
    return true
  }

  private static func line(_ cells: ArraySlice<Cell>, indent: Int) -> Line {
    var line = Line()
    line.add(SafeText(String(repeating: " ", count: indent)))
    var start = cells.startIndex
    while start < cells.endIndex {
      let span = cells[start].span
      let end =
        cells[start...].firstIndex { $0.span.role != span.role || $0.span.link != span.link }
        ?? cells.endIndex
      line.add(SafeText(cells: cells[start..<end].map(\.cell)), span.role, link: span.link)
      start = end
    }
    return line
  }
}
