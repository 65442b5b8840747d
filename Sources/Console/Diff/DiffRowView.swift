import Git
import Journal
import Reading
import Rules
import Terminal
import Text

/// Draws a row of a file's change.
struct DiffRowView {
  /// Cells that a path has at least where it says where a block went.
  private static let leastPath = 12

  private let model: Model
  private let place: DiffPlace
  private let section: DiffSection

  init(_ model: Model, _ place: DiffPlace) {
    self.model = model
    self.place = place
    section = model.diff.sections[place.section]
  }

  func draw(_ canvas: inout Canvas, _ rect: Rect) {
    guard let body = section.body, let row = model.diff.row(at: place) else {
      if place.row == 1 { canvas.line(Line("…", .dim), x: rect.x + 1, y: rect.y, width: 3) }
      return
    }
    switch row {
    case .note(let note, let role):
      canvas.line(Line(note, role), x: rect.x + 1, y: rect.y, width: rect.width - 1)
    case .hunk(let hunk): drawHunk(hunk, body, &canvas, rect)
    case .line(let line):
      drawLine(line, body, &canvas, rect, numbers: [\.oldNumber, \.newNumber])
    case .pair(let old, let new):
      drawColumns(&canvas, rect, count: 2) { column, canvas, rect in
        guard let line = column == 0 ? old : new else { return }
        drawLine(
          line, body, &canvas, rect, numbers: [column == 0 ? \.oldNumber : \.newNumber])
      }
    case .three(let before, let now, let yours):
      let lines = [before, now, yours]
      drawColumns(&canvas, rect, count: lines.count) { column, canvas, rect in
        guard let line = lines[column] else { return }
        drawLine(line, body, &canvas, rect, numbers: [column == 0 ? \.oldNumber : \.newNumber])
      }
    case .titles(let titles):
      drawColumns(&canvas, rect, count: titles.count) { column, canvas, rect in
        canvas.line(
          Line(titles[column], .heading), x: rect.x + 1, y: rect.y, width: rect.width - 1)
      }
    }
  }

  /// Draws what stands side by side, with a rule between.
  private func drawColumns(
    _ canvas: inout Canvas, _ rect: Rect, count: Int,
    _ draw: (_ column: Int, inout Canvas, Rect) -> Void
  ) {
    let width = DiffLayout.columnWidth(rect.width, of: count)
    for column in 0..<count {
      let x = rect.x + column * (width + 1)
      draw(column, &canvas, Rect(x: x, y: rect.y, width: width, height: 1))
      if column + 1 < count { canvas.line(Line("│", .border), x: x + width, y: rect.y, width: 1) }
    }
  }

  private func drawHunk(_ hunk: Int, _ body: DiffBody, _ canvas: inout Canvas, _ rect: Rect) {
    guard let patch = body.patch else { return }
    let text = SafeText(
      bytes: patch.hunks[hunk].header, tabs: model.configuration.tabs, limit: rect.width + 8)
    let end = Line(text, .hunk).draw(
      &canvas.surface, x: rect.x, y: rect.y, width: rect.width, model.theme)
    if isReviewed(hunk, body) {
      let mark = Line(" \(Mark.reviewed) reviewed ", .good)
      canvas.line(mark, x: max(rect.x, rect.maxX - mark.width), y: rect.y, width: mark.width)
    }
    restyleMatches(
      in: text, x: rect.x, Rect(x: rect.x, y: rect.y, width: end - rect.x, height: 1), &canvas)
  }

  /// Whether a person has marked a hunk of upstream's change as reviewed.
  private func isReviewed(_ hunk: Int, _ body: DiffBody) -> Bool {
    let file = model.files.files[section.file]
    guard section.lens == .upstream, model.reviewed.contains(file.partKey) else { return false }
    return body.places(of: file.upstreamPath).keys[hunk].allSatisfy(model.reviewed.contains)
  }

  private func drawLine(
    _ index: Int, _ body: DiffBody, _ canvas: inout Canvas, _ rect: Rect,
    numbers: [KeyPath<FilePatch.Line, Int?>]
  ) {
    guard let patch = body.patch, index < patch.lines.count else { return }
    let line = patch.lines[index]
    guard let start = model.diff.start(ofPiece: place.piece, line: index, in: body) else { return }
    var look = Self.look(line.kind)
    let source = model.diff.source(place.section)
    let moved = line.kind == .context ? nil : model.diff.moved.block(of: index, in: source)
    if let moved {
      look.row = moved.isAlternate ? .movedOther : .moved
      look.sign = line.kind == .addition ? Mark.movedHere : Mark.movedAway
    }
    if body.conflicts != nil, ConflictMark.isMark(patch.bytes(of: line)) {
      (look.row, look.word) = (.warning, .warning)
    }
    let style = model.theme[look.row]
    canvas.surface.fill(rect, style: style)
    var gutter = Line()
    if DiffLayout.showsNumbers(
      model.diff.width, columns: body.rows.columns(ofLine: index, model.diff.layout))
    {
      for number in numbers {
        let text = place.piece == 0 ? line[keyPath: number].map { "\($0)" as SafeText } ?? "" : ""
        gutter.add(text.paddedFront(to: body.numberWidth) + " ", .lineNumber)
      }
    }
    let isFirst = place.piece == 0
    let notes =
      isFirst
      ? model.notes(
        on: line, of: section,
        (old: numbers.contains(\.oldNumber), new: numbers.contains(\.newNumber))) : []
    gutter.add((isFirst ? look.sign : "↪") + (notes.isEmpty ? " " : ""), isFirst ? look.mark : .dim)
    if !notes.isEmpty { gutter.add(Mark.note, .noted) }
    let x = gutter.draw(&canvas.surface, x: rect.x, y: rect.y, width: rect.width, model.theme)
    canvas.surface.restyle(Rect(x: rect.x, y: rect.y, width: x - rect.x, height: 1)) {
      $0.background = style.background
    }
    let room = Rect(x: x, y: rect.y, width: rect.maxX - x, height: 1)
    guard room.width > 0 else { return }
    let end = drawText(index, body, from: start, look, &canvas, room)
    NoteMarks.drawText(of: notes, from: end, behind: style, &canvas, room)
    if isFirst, numbers.contains(\.newNumber), let failure = failure(at: line) {
      canvas.line(Line(Mark.bad, .bad), x: x - 1, y: rect.y, width: 1)
      let remark = Line(" \(Mark.bad) \(failure.name) ", .bad)
      if end + remark.width < room.maxX {
        canvas.line(remark, x: room.maxX - remark.width, y: room.y, width: remark.width)
      }
    } else if isFirst, notes.isEmpty, let moved, moved.place.lines.lowerBound == index {
      drawCounterpart(of: moved, line.kind, from: end, behind: style, &canvas, room)
    }
  }

  /// Draws at the right end where a block went or came from, where there is room.
  private func drawCounterpart(
    of block: MovedBlocks.Block, _ kind: FilePatch.LineKind, from column: Int,
    behind style: Style, _ canvas: inout Canvas, _ room: Rect
  ) {
    let source = model.diff.moved.source(of: block.counterpart)
    var words: SafeText = kind == .addition ? "moved from " : "moved to "
    let number = block.counterpart.number
    if source.change == section.change {
      words += "line \(number)"
    } else {
      let shown = model.diff.sections(of: source).first.map { model.diff.sections[$0].file }
      let path = shown.map { model.files.files[$0].shownPath } ?? source.change.path
      let line: SafeText = ":\(number)"
      // A blank before it and one at the end.
      let free = room.maxX - column - 3 - words.width - line.width
      guard free >= min(path.text.width, Self.leastPath) else { return }
      words += path.text.truncatedFront(to: free) + line
    }
    let x = room.maxX - words.width - 1
    guard x >= column + 2 else { return }
    let end = Line(words, .comment).draw(
      &canvas.surface, x: x, y: room.y, width: words.width, canvas.theme)
    canvas.surface.restyle(Rect(x: x, y: room.y, width: end - x, height: 1)) {
      $0.background = style.background
    }
  }

  /// The test that failed at a line of the candidate's.
  private func failure(at line: FilePatch.Line) -> CheckResult.Failure? {
    // Of an override, the edge repo's own text was checked.
    let file = model.files.files[section.file]
    guard section.lens == .upstream, file.group == .synced, let number = line.newNumber,
      let path = file.path
    else { return nil }
    return model.failure(at: path, line: number)
  }

  /// What is drawn of a line's text: where it begins in the line, and where its bytes begin and end.
  private struct Piece {
    let text: SafeText
    let bytes: Range<Int>
    let isCutLeft: Bool
    let isCutRight: Bool
    /// The columns in the room of byte places, in their order.
    let columns: [Int: Int]
  }

  /// Draws a line's text; gives the column after it.
  private func drawText(
    _ index: Int, _ body: DiffBody, from start: LineWraps.Start, _ look: Look,
    _ canvas: inout Canvas, _ room: Rect
  ) -> Int {
    guard let patch = body.patch else { return room.x }
    var words = body.changedBytes(ofLine: index)
    if words.isEmpty, patch.lines[index].kind != .context {
      words = model.diff.moved.editedBytes(
        ofLine: index, in: model.diff.source(place.section))
    }
    let tints = model.theme.tintsRows || patch.lines[index].kind == .context
    let syntax = tints ? section.syntax?.pieces(of: patch.lines[index]) ?? [] : []
    let bytes = patch.bytes(of: patch.lines[index])
    let piece = bytes.withUnsafeBufferPointer {
      self.piece(
        of: $0, from: start, room.width,
        places: (words + syntax.map(\.range)).flatMap { [$0.lowerBound, $0.upperBound] })
    }
    canvas.surface.draw(piece.text, x: room.x, y: room.y, in: room, style: model.theme[look.row])
    for part in syntax {
      guard let role = part.role.role else { continue }
      let style = model.theme[role]
      restyle(part.range, piece, room, &canvas) {
        $0.foreground = style.foreground
        $0.attributes.formUnion(style.attributes)
      }
    }
    for range in words {
      let style = model.theme[look.word]
      restyle(range, piece, room, &canvas) {
        $0.background = style.background
        $0.attributes.formUnion(style.attributes)
      }
    }
    restyleMatches(in: piece.text, x: room.x, room, &canvas)
    let end = room.x + piece.text.width
    if model.diff.isWrapped { return end }
    if piece.isCutLeft { canvas.line(Line("‹", .dim), x: room.x, y: room.y, width: 1) }
    if piece.isCutRight { canvas.line(Line("›", .dim), x: room.maxX - 1, y: room.y, width: 1) }
    return end
  }

  /// Cuts out of a line what is seen of it: nobody sees the rest of a line of megabytes.
  private func piece(
    of bytes: UnsafeBufferPointer<UInt8>, from start: LineWraps.Start, _ width: Int, places: [Int]
  ) -> Piece {
    let left = model.diff.isWrapped ? 0 : model.diff.left
    let tabs = model.configuration.tabs
    var steps = CellSteps(bytes, tabs: tabs, from: start.byte, column: start.column)
    steps.advance(toColumn: start.column + left)
    if left > 0, steps.column < start.column + left { steps.advance() }
    let first = steps
    let origin = start.column + left
    let end = origin + width
    var columns: [Int: Int] = [:]
    for place in places.sorted() where place >= steps.index {
      while steps.index < place, steps.column < end {
        var next = steps
        next.advance()
        if next.index == steps.index || next.column > end { break }
        steps = next
      }
      if steps.index < place { break }
      columns[place] = steps.column - origin
    }
    steps.advance(toColumn: end)
    let text = SafeText(bytes: bytes[first.index..<steps.index], tabs: tabs, from: first.column)
    let skipped = SafeText(String(repeating: " ", count: max(0, first.column - origin)))
    return Piece(
      text: skipped + text, bytes: first.index..<steps.index,
      isCutLeft: left > 0 && first.index > 0, isCutRight: steps.index < bytes.count,
      columns: columns)
  }

  /// Changes the look of what is seen of a line's bytes.
  private func restyle(
    _ range: Range<Int>, _ piece: Piece, _ room: Rect, _ canvas: inout Canvas,
    _ change: (inout Style) -> Void
  ) {
    let seen = range.clamped(to: piece.bytes)
    guard !seen.isEmpty else { return }
    let first =
      piece.columns[seen.lowerBound] ?? (seen.lowerBound == piece.bytes.lowerBound ? 0 : nil)
    let end = piece.columns[seen.upperBound] ?? room.width
    guard let first, first < end else { return }
    canvas.surface.restyle(
      Rect(x: room.x + first, y: room.y, width: min(end, room.width) - first, height: 1), change)
  }

  private func restyleMatches(
    in text: SafeText, x: Int, _ room: Rect, _ canvas: inout Canvas
  ) {
    guard let search = model.search, search.pane == .diff, search.matches(text) else { return }
    var x = x
    for piece in search.pieces(of: text) {
      let (first, end) = (max(x, room.x), min(x + piece.text.width, room.maxX))
      if piece.isMatch, first < end {
        canvas.surface.restyle(Rect(x: first, y: room.y, width: end - first, height: 1)) {
          $0 = model.theme[.match]
        }
      }
      x += piece.text.width
    }
  }

  /// How a line of a kind looks: its sign, and the roles of the sign, of the row and of words that changed.
  private struct Look {
    var sign: SafeText
    let mark: Role
    var row: Role
    var word: Role
  }

  private static func look(_ kind: FilePatch.LineKind) -> Look {
    switch kind {
    case .context: Look(sign: " ", mark: .text, row: .text, word: .text)
    case .addition: Look(sign: "+", mark: .addition, row: .additionLine, word: .additionWord)
    case .deletion: Look(sign: "−", mark: .deletion, row: .deletionLine, word: .deletionWord)
    case .noNewline: Look(sign: "\\", mark: .dim, row: .dim, word: .dim)
    }
  }
}
