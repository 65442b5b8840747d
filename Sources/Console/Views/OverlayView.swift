import Git
import Sync
import Terminal
import Text

/// Draws what lies on top of the main screen.
enum OverlayView {
  static func draw(_ canvas: inout Canvas, _ overlay: Overlay) {
    switch overlay {
    case .help(let cursor):
      screen(&canvas, title: "Help", HelpView.rows(canvas.model), cursor)
    case .palette(let palette): PaletteView.draw(&canvas, palette)
    case .pin(let dialog): PinView.draw(&canvas, dialog)
    case .plan(let plan, let cursor):
      screen(&canvas, title: "Plan to \(plan.to.id.short)", PlanView.rows(plan), cursor)
    case .landed(let lines): drawLanded(&canvas, lines)
    case .changelog(let screen): ChangelogView.draw(&canvas, screen)
    case .status(let status, let cursor):
      let rows = status.map { StatusView.rows($0, canvas.model) } ?? [Line("…", .dim)]
      screen(&canvas, title: "Status", rows, cursor)
    case .themes(let picker): drawThemes(&canvas, picker)
    case .log(let check, let candidate, let scroll):
      LogView.draw(&canvas, check, candidate, scroll)
    case .choose(let chooser): drawChooser(&canvas, chooser)
    case .message(let title, let lines, let cursor):
      drawMessage(&canvas, title, lines, cursor)
    }
  }

  /// A whole screen of rows that scroll.
  static func screen(
    _ canvas: inout Canvas, title: SafeText, _ rows: [Line], _ cursor: ListCursor
  ) {
    let inside = self.frame(&canvas, title: title)
    // The cursor's row is the first that is seen, as far as there are rows to scroll.
    let first = max(0, min(cursor.index, rows.count - inside.height))
    canvas.rows(rows, from: first, in: inside)
  }

  /// A whole screen's frame, with the way back below it; gives the room inside.
  static func frame(_ canvas: inout Canvas, title: SafeText, hints: [Line] = []) -> Rect {
    let size = canvas.model.size
    let rect = Rect(x: 0, y: 1, width: size.width, height: size.height - 2)
    let inside = canvas.dialog(rect, title: title)
    let footer = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
    canvas.surface.fill(footer, style: canvas.theme[.footer])
    canvas.hints(
      [canvas.hint(.back, "back"), canvas.hint(.down, "scroll")] + hints, in: footer)
    return inside
  }

  private static func drawMessage(
    _ canvas: inout Canvas, _ title: SafeText, _ lines: [SafeText], _ cursor: ListCursor
  ) {
    let size = canvas.model.size
    let rows = MessageView.rows(lines, size)
    let height = min(rows.count + 2, size.height - 4)
    let width = min(size.width - 2, max(40, rows.map(\.width).max() ?? 0) + 4)
    let area = Rect(x: 0, y: 1, width: size.width, height: size.height - 2)
    let rect = area.centered(width: max(width, min(size.width - 2, 50)), height: height)
    let inside = canvas.dialog(rect, title: title)
    let first = max(0, min(cursor.index, rows.count - inside.height))
    canvas.rows(rows, from: first, in: inside)
    let footer = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
    canvas.surface.fill(footer, style: canvas.theme[.footer])
    canvas.hints([canvas.hint(.back, "back"), canvas.hint(.down, "scroll")], in: footer)
  }

  private static func drawLanded(_ canvas: inout Canvas, _ lines: [SafeText]) {
    let size = canvas.model.size
    let width = min(size.width - 2, 90)
    let rows = lines.flatMap { $0.isEmpty ? [SafeText()] : $0.wrapped(to: width - 4) }
    let area = Rect(x: 0, y: 1, width: size.width, height: size.height - 2)
    let rect = area.centered(width: width, height: rows.count + 2)
    let inside = canvas.dialog(rect, title: "✓ Landed")
    canvas.rows(rows.map { Line($0) }, from: 0, in: inside)
    let footer = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
    canvas.surface.fill(footer, style: canvas.theme[.footer])
    canvas.hints([canvas.hint(.open, "go on")], in: footer)
  }

  private static func drawThemes(_ canvas: inout Canvas, _ picker: ThemePicker) {
    let rows = picker.names.map { name in
      Line(SafeText(name)).adding(name == picker.previous ? "  now" : "", .dim)
    }
    drawList(
      &canvas, title: "Themes", rows, picker.cursor, width: 40,
      hints: [canvas.hint(.open, "keep"), canvas.hint(.back, "leave it")])
  }

  private static func drawChooser(_ canvas: inout Canvas, _ chooser: CheckChooser) {
    let rows = chooser.names.map { name in
      Line(chooser.chosen.contains(name) ? "[x] " : "[ ] ", .key).adding(SafeText(name))
    }
    drawList(
      &canvas, title: "Choose checks", rows, chooser.cursor, width: 50,
      hints: [
        Line("space", .key).adding(" choose", .footer), canvas.hint(.open, "run them"),
        canvas.hint(.back, "back"),
      ])
  }

  /// A small list in the middle of the screen.
  private static func drawList(
    _ canvas: inout Canvas, title: SafeText, _ rows: [Line], _ cursor: ListCursor, width: Int,
    hints: [Line]
  ) {
    let size = canvas.model.size
    let area = Rect(x: 0, y: 1, width: size.width, height: size.height - 2)
    let rect = area.centered(width: width, height: rows.count + 2)
    let inside = canvas.dialog(rect, title: title)
    var cursor = cursor
    cursor.show(count: rows.count, visible: inside.height)
    for (offset, row) in rows.dropFirst(cursor.first).prefix(inside.height).enumerated() {
      canvas.row(
        row, in: inside, y: inside.y + offset,
        isSelected: cursor.first + offset == cursor.index, isFocused: true)
    }
    let footer = Rect(x: 0, y: size.height - 1, width: size.width, height: 1)
    canvas.surface.fill(footer, style: canvas.theme[.footer])
    canvas.hints(hints, in: footer)
  }
}

/// Something to be read whole.
enum MessageView {
  static func rows(_ lines: [SafeText], _ size: Size) -> [Line] {
    lines.flatMap { $0.wrapped(to: max(10, min(size.width - 6, 100))) }.map { Line($0) }
  }
}
