import Git
import Rules
import Terminal
import Text

/// The changed lines of the file under the cursor.
enum DiffView {
  static func draw(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let pane = model.diff
    let isFocused = model.focus == .diff
    let inside = canvas.pane(
      .diff, rect, title: title(model, rect.width), note: note(model))
    let isStale = pane.change != pane.shownChange
    let numbers = inside.width >= 50 ? pane.numberWidth : 0
    for (offset, row) in pane.rows.dropFirst(pane.first).prefix(inside.height).enumerated() {
      draw(
        row, at: pane.first + offset, &canvas, inside, y: inside.y + offset, numbers: numbers,
        isStale: isStale)
    }
    canvas.scrollBar(inside, first: pane.first, count: pane.rows.count)
    if isFocused, model.configuration.isAccessible {
      canvas.surface.cursor = Point(x: inside.x, y: inside.y)
    }
  }

  private static func title(_ model: Model, _ width: Int) -> SafeText {
    guard let file = model.files.selected else { return "Diff" }
    return file.shownPath.text.truncatedFront(to: max(8, width - 16))
  }

  private static func note(_ model: Model) -> SafeText {
    guard let index = model.files.selectedIndex else { return "" }
    return "\(index + 1)/\(model.files.files.count)"
  }

  private static func draw(
    _ row: DiffPane.Row, at index: Int, _ canvas: inout Canvas, _ rect: Rect, y: Int,
    numbers: Int, isStale: Bool
  ) {
    let model = canvas.model
    let limit = model.diff.left + rect.width + 8
    let text = model.diff.text(of: row, tabs: model.configuration.tabs, limit: limit)
    var line = Line()
    var role = Role.text
    switch row {
    case .note:
      for (offset, part) in text.wrapped(to: rect.width - 1).prefix(rect.maxY - y).enumerated() {
        canvas.line(Line(part, .dim), x: rect.x + 1, y: y + offset, width: rect.width - 1)
      }
      return
    case .hunk:
      role = .hunk
    case .line(let lineIndex):
      guard let patch = model.diff.patch, lineIndex < patch.lines.count else { return }
      let diffLine = patch.lines[lineIndex]
      let sign: SafeText
      switch diffLine.kind {
      case .context: sign = " "
      case .addition: (sign, role) = ("+", .addition)
      case .deletion: (sign, role) = ("−", .deletion)
      case .noNewline: (sign, role) = ("\\", .dim)
      }
      if numbers > 0 {
        let old = diffLine.oldNumber.map { "\($0)" as SafeText } ?? ""
        let new = diffLine.newNumber.map { "\($0)" as SafeText } ?? ""
        line.add(
          old.paddedFront(to: numbers) + " " + new.paddedFront(to: numbers) + " ", .lineNumber)
      }
      line.add(sign + " ", role)
    }
    if isStale { role = .dim }
    let start = line.draw(&canvas.surface, x: rect.x, y: y, width: rect.width, model.theme)
    let room = Rect(x: start, y: y, width: rect.maxX - start, height: 1)
    canvas.surface.draw(text, x: start - model.diff.left, y: y, in: room, style: model.theme[role])
    if model.diff.matches.contains(index), let search = model.search {
      var x = start - model.diff.left
      for piece in search.pieces(of: text) {
        let (first, end) = (max(x, room.x), min(x + piece.text.width, room.maxX))
        if piece.isMatch, first < end {
          canvas.surface.restyle(Rect(x: first, y: y, width: end - first, height: 1)) {
            $0 = model.theme[.match]
          }
        }
        x += piece.text.width
      }
    }
    if text.width - model.diff.left > room.width {
      canvas.surface.draw("…", x: rect.maxX - 1, y: y, style: model.theme[.dim])
    }
  }
}
