import Terminal
import Text

/// What views draw with: frames, rows and hints that look the same everywhere.
package struct Canvas {
  let model: Model
  var surface: Surface

  init(_ model: Model) {
    self.model = model
    surface = Surface(size: model.size, style: model.theme[.text])
  }

  var theme: Theme { model.theme }

  /// Draws a pane's frame and gives the room inside; without boxes, its title alone.
  mutating func frame(
    _ rect: Rect, title: SafeText, note: SafeText = "", isFocused: Bool
  ) -> Rect {
    let inside = rect.inset()
    if model.configuration.isAccessible {
      let mark: SafeText = isFocused ? "> " : "  "
      surface.draw(mark + title, x: rect.x, y: rect.y, in: rect, style: theme[.title])
      return inside
    }
    surface.box(
      rect, title: title, note: note, style: theme[isFocused ? .focusedBorder : .border],
      titleStyle: theme[.title])
    return inside
  }

  /// Draws the frame of one of the main screen's panes.
  mutating func pane(
    _ pane: Pane, _ rect: Rect, title: SafeText, note: SafeText = ""
  ) -> Rect {
    frame(rect, title: title + zoomMark(pane), note: note, isFocused: model.focus == pane)
  }

  /// Draws the frame of one of the main screen's panes with a title whose pieces look as what they say. Where there are
  /// no boxes, the note goes with the title.
  mutating func pane(_ pane: Pane, _ rect: Rect, title: Line, note: SafeText) -> Rect {
    let title = title.adding(zoomMark(pane), .title)
    let isAccessible = model.configuration.isAccessible
    let inside = frame(
      rect, title: isAccessible && !note.isEmpty ? title.text + "  " + note : title.text,
      note: note, isFocused: model.focus == pane)
    if !isAccessible {
      line(title, x: rect.x + 2, y: rect.y, width: Surface.titleRoom(width: rect.width))
    }
    return inside
  }

  /// Cells that a pane's title has beside a note.
  func titleRoom(_ pane: Pane, _ rect: Rect, note: SafeText) -> Int {
    Surface.titleRoom(width: rect.width, note: note) - zoomMark(pane).width
  }

  private func zoomMark(_ pane: Pane) -> SafeText {
    model.showsZoom && model.focus == pane ? " · zoomed" : ""
  }

  /// Clears a rectangle and draws a dialog's frame on it; gives the room inside.
  mutating func dialog(_ rect: Rect, title: SafeText, note: SafeText = "") -> Rect {
    // Where the screen is read, nothing stands beside it.
    let rect = model.configuration.isAccessible ? betweenHeaderAndFooter : rect
    surface.fill(rect, style: theme[.text])
    let inside = frame(rect, title: title, note: note, isFocused: true)
    return Rect(x: inside.x + 1, y: inside.y, width: inside.width - 2, height: inside.height)
  }

  /// Draws a row.
  mutating func line(_ line: Line, x: Int, y: Int, width: Int) {
    line.draw(&surface, x: x, y: y, width: width, theme)
  }

  /// Draws a row of a list: the one under the cursor stands out, by a mark as well as by colour.
  mutating func row(
    _ line: Line, right: Line = Line(), in rect: Rect, y: Int, isSelected: Bool, isFocused: Bool
  ) {
    let bar: SafeText = model.configuration.isAccessible ? ">" : "▌"
    let mark: SafeText = isSelected ? bar : " "
    let rightX = rect.maxX - right.width
    let room = rect.width - 1 - (right.spans.isEmpty ? 0 : right.width + 1)
    self.line(Line(mark, .focusedBorder), x: rect.x, y: y, width: 1)
    self.line(line, x: rect.x + 1, y: y, width: room)
    if !right.spans.isEmpty, room > 0 { self.line(right, x: rightX, y: y, width: right.width) }
    guard isSelected else { return }
    let look = theme[isFocused ? .selection : .otherSelection]
    let match = theme[.match]
    surface.restyle(Rect(x: rect.x, y: y, width: rect.width, height: 1)) { style in
      // What is looked for stands out in this row as in others.
      if style == match { return }
      style.attributes.formUnion(look.attributes)
      if look.background != .standard { style.background = look.background }
      // Reversed, each colour would be a patch of its own.
      if look.attributes.contains(.reverse) { style.foreground = look.foreground }
    }
    if model.configuration.isAccessible, isFocused {
      surface.cursor = Point(x: rect.x, y: y)
    }
  }

  /// Draws what is seen of rows that scroll.
  mutating func rows(_ rows: [Line], _ scroll: inout Scroll, in rect: Rect) {
    let first = scroll.settle(count: rows.count, visible: rect.height)
    for (offset, row) in rows.dropFirst(first).prefix(rect.height).enumerated() {
      line(row, x: rect.x, y: rect.y + offset, width: rect.width)
    }
    scrollBar(rect, first: first, count: rows.count)
  }

  /// Draws the bar that says which part of a list is seen, on the frame.
  mutating func scrollBar(_ inside: Rect, first: Int, count: Int) {
    if model.configuration.isAccessible { return }
    let edge = Rect(x: inside.x, y: inside.y, width: inside.width + 1, height: inside.height)
    surface.scrollBar(
      edge, first: first, visible: inside.height, count: count, style: theme[.focusedBorder])
  }

  /// A hint: a key and what it does.
  func hint(_ action: Action, _ text: SafeText) -> Line {
    Line(model.configuration.keys.hint(action), .key).adding(" " + text, .footer)
  }

  /// Draws hints from the left, as many as fit; those that always have to be seen keep their room.
  mutating func hints(_ hints: [Line], always: [Line] = [], in rect: Rect) {
    let gap = 3
    let reserved = always.reduce(0) { $0 + $1.width + gap }
    var x = rect.x + 1
    for (index, hint) in (hints + always).enumerated() {
      let room = rect.maxX - (index < hints.count ? reserved : 0)
      if x + hint.width > room { continue }
      line(hint, x: x, y: rect.y, width: hint.width)
      x += hint.width + gap
    }
  }

  /// Draws hints on the screen's bottom row, in the place of what stood there.
  mutating func footer(_ hints: [Line], always: [Line] = []) {
    let rect = Rect(x: 0, y: model.size.height - 1, width: model.size.width, height: 1)
    surface.fill(rect, style: theme[.footer])
    self.hints(hints, always: always, in: rect)
  }
}
