import Git
import Terminal
import Text

/// Draws a row of a file's change.
struct DiffRowView {
  private let model: Model
  private let place: DiffPlace
  private let body: DiffBody?

  init(_ model: Model, _ place: DiffPlace) {
    self.model = model
    self.place = place
    body = model.diff.sections[place.section].body
  }

  func draw(_ canvas: inout Canvas, _ rect: Rect) {
    guard let body, let row = model.diff.row(at: place) else {
      if place.row == 1 { canvas.line(Line("…", .dim), x: rect.x + 1, y: rect.y, width: 3) }
      return
    }
    switch row {
    case .note(let note):
      canvas.line(Line(note, .dim), x: rect.x + 1, y: rect.y, width: rect.width - 1)
    case .hunk(let hunk): drawHunk(hunk, body, &canvas, rect)
    case .line(let line):
      drawLine(line, body, &canvas, rect, numbers: [\.oldNumber, \.newNumber])
    case .pair(let old, let new):
      let width = DiffLayout.halfWidth(rect.width)
      let (left, rest) = rect.splitLeft(width)
      let (middle, right) = rest.splitLeft(1)
      if let old { drawLine(old, body, &canvas, left, numbers: [\.oldNumber]) }
      canvas.line(Line("│", .border), x: middle.x, y: rect.y, width: 1)
      if let new { drawLine(new, body, &canvas, right, numbers: [\.newNumber]) }
    }
  }

  private func drawHunk(_ hunk: Int, _ body: DiffBody, _ canvas: inout Canvas, _ rect: Rect) {
    guard let patch = body.patch else { return }
    let text = SafeText(
      bytes: patch.hunks[hunk].header, tabs: model.configuration.tabs, limit: rect.width + 8)
    let end = Line(text, .hunk).draw(
      &canvas.surface, x: rect.x, y: rect.y, width: rect.width, model.theme)
    restyleMatches(
      in: text, x: rect.x, Rect(x: rect.x, y: rect.y, width: end - rect.x, height: 1), &canvas)
  }

  private func drawLine(
    _ index: Int, _ body: DiffBody, _ canvas: inout Canvas, _ rect: Rect,
    numbers: [KeyPath<FilePatch.Line, Int?>]
  ) {
    guard let patch = body.patch, index < patch.lines.count else { return }
    let line = patch.lines[index]
    let (sign, role) = Self.sign(line.kind)
    guard let start = model.diff.start(ofPiece: place.piece, line: index, in: body) else { return }
    let style = model.theme[role]
    if style.background != model.theme[.text].background {
      canvas.surface.fill(rect, style: style)
    }
    var gutter = Line()
    if DiffLayout.showsNumbers(rect.width * (numbers.count == 1 ? 2 : 1)) {
      for number in numbers {
        let text = place.piece == 0 ? line[keyPath: number].map { "\($0)" as SafeText } ?? "" : ""
        gutter.add(text.paddedFront(to: body.numberWidth) + " ", .lineNumber)
      }
    }
    gutter.add((place.piece == 0 ? sign : "↪") + " ", place.piece == 0 ? role : .dim)
    let x = gutter.draw(&canvas.surface, x: rect.x, y: rect.y, width: rect.width, model.theme)
    let room = Rect(x: x, y: rect.y, width: rect.maxX - x, height: 1)
    guard room.width > 0 else { return }
    drawText(index, patch, from: start, style, &canvas, room)
  }

  private func drawText(
    _ index: Int, _ patch: FilePatch, from start: LineWraps.Start, _ style: Style,
    _ canvas: inout Canvas, _ room: Rect
  ) {
    let left = model.diff.isWrapped ? 0 : model.diff.left
    let tabs = model.configuration.tabs
    let bytes = patch.bytes(of: patch.lines[index])
    // Nobody sees the rest of a line of megabytes.
    let (text, isCutLeft, isCutRight) = bytes.withUnsafeBufferPointer { bytes in
      var steps = CellSteps(bytes, tabs: tabs, from: start.byte, column: start.column)
      steps.advance(toColumn: start.column + left)
      if left > 0, steps.column < start.column + left { steps.advance() }
      let first = steps
      steps.advance(toColumn: start.column + left + room.width)
      let text = SafeText(
        bytes: bytes[first.index..<steps.index], tabs: tabs, from: first.column)
      let skipped = max(0, first.column - start.column - left)
      return (
        SafeText(String(repeating: " ", count: skipped)) + text, left > 0 && first.index > 0,
        steps.index < bytes.count
      )
    }
    canvas.surface.draw(text, x: room.x, y: room.y, in: room, style: style)
    restyleMatches(in: text, x: room.x, room, &canvas)
    if model.diff.isWrapped { return }
    if isCutLeft { canvas.line(Line("‹", .dim), x: room.x, y: room.y, width: 1) }
    if isCutRight { canvas.line(Line("›", .dim), x: room.maxX - 1, y: room.y, width: 1) }
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

  private static func sign(_ kind: FilePatch.LineKind) -> (SafeText, Role) {
    switch kind {
    case .context: (" ", .text)
    case .addition: ("+", .addition)
    case .deletion: ("−", .deletion)
    case .noNewline: ("\\", .dim)
    }
  }
}
