import Git

/// Ways through the reading pane.
extension DiffStream {
  /// Moves the cursor as a movement says; what is seen goes along.
  mutating func move(_ movement: Movement) {
    guard !sections.isEmpty else { return }
    switch movement {
    case .up:
      cursor = retreat(cursor, by: 1)
      if cursor < top { top = seenFirst(cursor) }
    case .down:
      cursor = advance(cursor, by: 1)
      if cursor > advance(top, by: visible - 1) { top = retreat(cursor, by: visible - 1) }
    case .pageUp: scroll(by: -max(1, visible - 1))
    case .pageDown: scroll(by: max(1, visible - 1))
    case .halfUp: scroll(by: -max(1, visible / 2))
    case .halfDown: scroll(by: max(1, visible / 2))
    case .top: (top, cursor) = (DiffPlace(0, 0), DiffPlace(0, 0))
    case .bottom:
      cursor = end
      top = retreat(end, by: visible - 1)
    }
  }

  /// Scrolls by rows, the cursor with what is seen; it goes on to the end where nothing is left to scroll.
  mutating func scroll(by rows: Int) {
    guard !sections.isEmpty else { return }
    if rows > 0 {
      cursor = advance(cursor, by: rows)
      top = min(advance(top, by: rows), retreat(end, by: visible - 1))
    } else {
      cursor = retreat(cursor, by: -rows)
      top = seenFirst(retreat(top, by: -rows))
    }
  }

  /// What is seen first on a way up that leads to a place: the row above an open file's heading, which would else
  /// be seen as the pane's title alone.
  private func seenFirst(_ place: DiffPlace) -> DiffPlace {
    place.row == 0 && place.section > 0 && sections[place.section].isOpen
      ? retreat(place, by: 1) : place
  }

  /// Scrolls what is seen alone, as a wheel does.
  mutating func scrollSeen(by rows: Int) {
    guard !sections.isEmpty else { return }
    top =
      rows > 0
      ? min(advance(top, by: rows), retreat(end, by: visible - 1))
      : seenFirst(retreat(top, by: -rows))
    cursor = max(top, min(cursor, advance(top, by: visible - 1)))
  }

  /// Shows what stands at a share of all, from 0 for the beginning to 1 for the end.
  mutating func scroll(toShare share: Double) {
    guard !sections.isEmpty else { return }
    let last = retreat(end, by: visible - 1)
    top = min(place(at: Int(share * Double(max(0, count - visible)))), last)
    if share >= 1 { top = last }
    cursor = share >= 1 ? end : top
  }

  /// Puts the cursor on a row that is seen, counted from the top.
  mutating func moveCursor(toSeen row: Int) {
    cursor = advance(top, by: row)
  }

  /// Goes to a place and shows it a little below the top.
  mutating func jump(to place: DiffPlace) {
    cursor = clamped(place)
    if cursor.row <= 1 {
      top = DiffPlace(cursor.section, 0)
    } else if cursor < top || cursor > advance(top, by: visible - 1) {
      top = retreat(cursor, by: min(3, visible / 3))
    }
  }

  /// Goes to a line of a file, as soon as the file is read.
  ///
  /// - Parameter pattern: What was looked for in it, which is scrolled to sideways; nil where nothing was.
  mutating func jump(toLine line: Int, in section: Int, showing pattern: SearchPattern? = nil) {
    guard let body = sections[section].body else {
      goal = .place(line, in: source(section), pattern)
      jump(to: DiffPlace(section, 1))
      return
    }
    goal = nil
    setOpen(section, true)
    var place = DiffPlace(section, body.rows.row(ofLine: line, layout) + 1)
    if let patch = body.patch, let cells = pattern?.cells(ofLine: line, in: patch, tabs: tabs).first
    {
      if isWrapped {
        while let next = start(ofPiece: place.piece + 1, line: line, in: body),
          next.column <= cells.lowerBound
        { place.piece += 1 }
      } else {
        show(cells, in: textWidth(body, line: line))
      }
    }
    jump(to: place)
  }

  /// Scrolls sideways to the next match in the line under the cursor that isn't seen; tells whether there is one.
  mutating func showMore(of pattern: SearchPattern, forward: Bool) -> Bool {
    switch row(at: cursor) {
    case .line, .pair, .three: break
    case .hunk, .note, .titles, nil: return false
    }
    guard !isWrapped, let body = sections[cursor.section].body, let patch = body.patch
    else { return false }
    let line = line(at: cursor)
    let width = textWidth(body, line: line)
    let cells = pattern.cells(ofLine: line, in: patch, tabs: tabs)
    let next =
      forward
      ? cells.first { $0.upperBound >= left + width && $0.lowerBound > left }
      : cells.last { $0.lowerBound < left }
    guard let next else { return false }
    let before = left
    show(next, in: width)
    return left != before
  }

  /// Scrolls sideways where some cells of a line aren't seen, no further than it takes: from the line's beginning, or
  /// with what stands before them.
  private mutating func show(_ cells: Range<Int>, in width: Int) {
    // The marks of what is cut take a cell at each end.
    if cells.upperBound < left + width, left == 0 || cells.lowerBound > left { return }
    left = cells.upperBound < width ? 0 : max(0, cells.lowerBound - max(1, width / 3))
  }

  /// Goes back to where it was.
  mutating func goBack(to cursor: DiffPlace, top: DiffPlace, left: Int) {
    goal = nil
    (self.cursor, self.top, self.left) = (clamped(cursor), clamped(top), left)
  }

  /// The first of the lines at a place, where several stand side by side.
  func firstLine(at place: DiffPlace) -> Int {
    switch row(at: place) {
    case .pair(let old, let new): [old, new].compactMap(\.self).min() ?? -1
    case .three(let before, let now, let yours):
      [before, now, yours].compactMap(\.self).min() ?? -1
    case .line, .hunk, .note, .titles, nil: line(at: place)
    }
  }

  /// The line at a place, among its file's; one less than the next line's where it is none.
  func line(at place: DiffPlace) -> Int {
    guard sections.indices.contains(place.section),
      let body = sections[place.section].body, place.row > 0
    else { return -1 }
    switch row(at: place) {
    case .line(let line): return line
    case .pair(let old, let new): return new ?? old ?? -1
    case .three(let before, let now, let yours): return yours ?? now ?? before ?? -1
    case .hunk(let hunk): return (body.patch?.hunks[hunk].lines.lowerBound ?? 0) - 1
    case .note, .titles, nil: return -1
    }
  }

  /// Goes to the next hunk or the one before, in whichever file it is; tells whether there is one.
  mutating func jumpHunk(forward: Bool) -> Bool {
    guard sections.indices.contains(cursor.section) else { return false }
    var (section, row) = (cursor.section, cursor.row)
    while sections.indices.contains(section) {
      if sections[section].isOpen {
        let rows = sections[section].body?.rows
        let next = rows?.stop(forward ? .after : .before, row - 1, layout).map { $0 + 1 }
        // Of a file that isn't read yet, its beginning is where hunks are.
        if let next = next ?? (rows == nil && section != cursor.section ? 1 : nil) {
          showHunk(DiffPlace(section, next))
          return true
        }
      }
      section += forward ? 1 : -1
      row = forward ? 0 : .max
    }
    return false
  }

  /// Shows a hunk from its header on, wherever it was before, below what is said of it.
  private mutating func showHunk(_ place: DiffPlace) {
    cursor = clamped(place)
    top = cursor
    for _ in 1..<visible where top.row > 1 {
      let above = DiffPlace(top.section, top.row - 1)
      switch row(at: above) {
      case .note, .titles: top = above
      case .hunk, .line, .pair, .three, nil: return
      }
    }
    if top.row <= 1 { top = DiffPlace(top.section, 0) }
  }

  /// The line that the cursor is on, in the newer file where it is there; nil on headings.
  var cursorLine: FilePatch.Line? {
    guard
      let patch = sections.indices.contains(cursor.section)
        ? sections[cursor.section].body?.patch : nil
    else { return nil }
    switch row(at: cursor) {
    case .line(let line): return patch.lines[line]
    case .pair(let old, let new): return (new ?? old).map { patch.lines[$0] }
    case .three(let before, let now, let yours):
      return (yours ?? now ?? before).map { patch.lines[$0] }
    case .hunk(let hunk): return patch.hunks[hunk].lines.first.map { patch.lines[$0] }
    case .note, .titles, nil: return nil
    }
  }
}
