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
      if end < rest.endIndex, rest[end].cell.text == " " {
        end += 1
      } else if end < rest.endIndex,
        let blank = rest[..<end].lastIndex(where: { $0.cell.text == " " })
      {
        let before = blank - rest.startIndex
        // A word that has room in the next row isn't broken for want of a fuller one.
        let isBroken = before <= room / 4 || !fits(rest[(blank + 1)...], in: width - indent)
        if before > room / 2 || !isBroken {
          end = blank + 1
        } else {
          end = folder(in: rest[..<end], after: room / 2)
        }
      } else if end < rest.endIndex {
        end = folder(in: rest[..<end], after: room / 2)
      }
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

  /// The end of the last folder of a path that is broken, where that stands after some cells; else the end of all.
  private func folder(in cells: ArraySlice<Cell>, after least: Int) -> Int {
    guard let slash = cells.lastIndex(where: { $0.cell.text == "/" }),
      slash - cells.startIndex > least
    else { return cells.endIndex }
    return slash + 1
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
