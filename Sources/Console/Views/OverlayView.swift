import Git
import Terminal
import Text

/// Draws what lies on top of the main screen.
enum OverlayView {
  static func draw(_ canvas: inout Canvas, _ overlay: Overlay) {
    switch overlay {
    case .palette(let palette): PaletteView.draw(&canvas, palette)
    case .pin(let dialog): PinView.draw(&canvas, dialog)
    case .urgent(let dialog): UrgentView.draw(&canvas, dialog)
    case .hold(let dialog): HoldView.draw(&canvas, dialog)
    case .owed(let chooser): OwedView.draw(&canvas, chooser)
    case .changelog(let screen): ChangelogView.draw(&canvas, screen)
    case .themes(let picker): drawThemes(&canvas, picker)
    case .choose(let chooser): drawChooser(&canvas, chooser)
    case .consent(let dialog): ConsentView.draw(&canvas, dialog)
    case .text(let screen): TextView.draw(&canvas, screen)
    }
  }

  /// A whole screen's frame, with the way back below it; gives the room inside.
  static func frame(_ canvas: inout Canvas, title: SafeText, hints: [Line] = []) -> Rect {
    let size = canvas.model.size
    let rect = Rect(x: 0, y: 1, width: size.width, height: size.height - 2)
    let inside = canvas.dialog(rect, title: title)
    canvas.footer([canvas.hint(.back, "back"), canvas.hint(.down, "scroll")] + hints)
    return inside
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
    canvas.footer(hints)
  }
}
