/// Places in what is read, and how far they are apart.
extension DiffStream {
  /// The row at a place; nil for a heading, and where nothing was read yet.
  func row(at place: DiffPlace) -> DiffRow? {
    guard place.row > 0, sections.indices.contains(place.section),
      sections[place.section].isOpen
    else { return nil }
    return sections[place.section].body?.rows.row(place.row - 1, layout)
  }

  /// How many rows there are in all, wrapped lines counted once.
  package var count: Int { heights.total }

  /// How many rows stand above a place.
  package func offset(of place: DiffPlace) -> Int { heights.start(of: place.section) + place.row }

  /// The place that rows stand above.
  func place(at offset: Int) -> DiffPlace {
    let (section, row) = heights.find(offset)
    return DiffPlace(section, row)
  }

  /// The last place.
  var end: DiffPlace {
    guard let last = sections.indices.last else { return DiffPlace(0, 0) }
    let row = sections[last].height(layout) - 1
    return DiffPlace(last, row, pieces(last, row) - 1)
  }

  /// A place that there is, as near as can be.
  func clamped(_ place: DiffPlace) -> DiffPlace {
    guard !sections.isEmpty else { return DiffPlace(0, 0) }
    let section = max(0, min(place.section, sections.count - 1))
    let row = max(0, min(place.row, sections[section].height(layout) - 1))
    guard place.piece > 0 else { return DiffPlace(section, row) }
    return DiffPlace(section, row, has(section, row, place.piece) ? place.piece : 0)
  }

  /// The place some rows below, no further than the end.
  func advance(_ place: DiffPlace, by rows: Int) -> DiffPlace {
    guard !sections.isEmpty else { return place }
    if !isWrapped { return self.place(at: min(offset(of: place) + rows, count - 1)) }
    var place = place
    for _ in 0..<max(0, rows) {
      if has(place.section, place.row, place.piece + 1) {
        place.piece += 1
      } else if place.row + 1 < sections[place.section].height(layout) {
        place = DiffPlace(place.section, place.row + 1)
      } else if place.section + 1 < sections.count {
        place = DiffPlace(place.section + 1, 0)
      } else {
        break
      }
    }
    return place
  }

  /// The place some rows above, no further than the beginning.
  func retreat(_ place: DiffPlace, by rows: Int) -> DiffPlace {
    guard !sections.isEmpty else { return place }
    if !isWrapped { return self.place(at: max(0, offset(of: place) - rows)) }
    var place = place
    for _ in 0..<max(0, rows) {
      if place.piece > 0 {
        place.piece -= 1
      } else if place.row > 0 {
        place = DiffPlace(place.section, place.row - 1)
        place.piece = pieces(place.section, place.row) - 1
      } else if place.section > 0 {
        let row = sections[place.section - 1].height(layout) - 1
        place = DiffPlace(place.section - 1, row)
        place.piece = pieces(place.section, row) - 1
      } else {
        break
      }
    }
    return place
  }

  // MARK: Wrapped lines

  /// Cells that a line's text has in a file.
  func textWidth(_ body: DiffBody, line: Int) -> Int {
    let columns = body.rows.columns(ofLine: line, layout)
    let numbers = DiffLayout.showsNumbers(width, columns: columns) ? body.numberWidth + 1 : 0
    return DiffLayout.columnWidth(width, of: columns) - (columns == 1 ? 2 : 1) * numbers - 2
  }

  /// Where a piece of a line begins; nil past the line's end.
  func start(ofPiece piece: Int, line: Int, in body: DiffBody) -> LineWraps.Start? {
    guard isWrapped else { return piece == 0 ? .line : nil }
    return body.start(ofPiece: piece, line: line, width: textWidth(body, line: line), tabs: tabs)
  }

  private func lines(_ section: Int, _ row: Int) -> (body: DiffBody, lines: [Int])? {
    guard isWrapped, row > 0, let body = sections[section].body else { return nil }
    switch body.rows.row(row - 1, layout) {
    case .line(let line): return (body, [line])
    case .pair(let old, let new): return (body, [old, new].compactMap(\.self))
    case .three(let before, let now, let yours):
      return (body, [before, now, yours].compactMap(\.self))
    case .hunk, .note, .titles, nil: return nil
    }
  }

  /// Whether a row has a piece.
  private func has(_ section: Int, _ row: Int, _ piece: Int) -> Bool {
    guard piece > 0, let (body, lines) = lines(section, row) else { return piece == 0 }
    return lines.contains { start(ofPiece: piece, line: $0, in: body) != nil }
  }

  /// How many pieces a row has.
  private func pieces(_ section: Int, _ row: Int) -> Int {
    guard let (body, lines) = lines(section, row) else { return 1 }
    return lines.map {
      body.pieces(ofLine: $0, width: textWidth(body, line: $0), tabs: tabs)
    }.max() ?? 1
  }
}
