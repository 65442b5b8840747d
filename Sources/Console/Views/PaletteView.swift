import Terminal
import Text

/// Every action by name, with its key, and why it can't be used now.
enum PaletteView {
  static func draw(_ canvas: inout Canvas, _ palette: Palette) {
    let model = canvas.model
    let matches = palette.matches
    let area = Rect(x: 0, y: 1, width: model.size.width, height: model.size.height - 2)
    let rect = area.centered(width: 70, height: min(matches.count + 4, 24))
    let inside = canvas.dialog(rect, title: "Commands")
    let end = Line(":", .key).adding(SafeText(palette.query)).draw(
      &canvas.surface, x: inside.x, y: inside.y, width: inside.width, model.theme)
    canvas.surface.cursor = Point(x: min(end, inside.maxX - 1), y: inside.y)
    let list = Rect(
      x: inside.x, y: inside.y + 2, width: inside.width, height: inside.height - 2)
    if matches.isEmpty {
      canvas.line(Line("nothing matches", .dim), x: list.x, y: list.y, width: list.width)
    }
    var cursor = palette.cursor
    cursor.show(count: matches.count, visible: list.height)
    for (offset, action) in matches.dropFirst(cursor.first).prefix(list.height).enumerated() {
      let blocker = action.blocker(in: model)
      var line = Line(SafeText(action.title), blocker == nil ? .text : .dim)
      if let blocker { line.add("  " + blocker, .dim) }
      canvas.row(
        line, right: Line(model.configuration.keys.hint(action), .key), in: list,
        y: list.y + offset, isSelected: cursor.first + offset == cursor.index, isFocused: true)
    }
    canvas.footer([canvas.hint(.open, "do it"), canvas.hint(.back, "back")])
  }
}
