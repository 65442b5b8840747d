import Text

extension Surface {
  /// Cells that a frame's title has, with blanks at its ends, beside a note.
  ///
  /// - Parameter width: The frame's.
  package static func titleRoom(width: Int, note: SafeText = "") -> Int {
    max(0, width - 6 - (note.isEmpty ? 0 : note.width + 2))
  }

  /// Draws a frame along the edge of a rectangle.
  ///
  /// - Parameters:
  ///   - rect: Where.
  ///   - title: Drawn into the top edge.
  ///   - note: Drawn into the top edge at its right end, where there is room.
  ///   - style: The frame's look.
  ///   - titleStyle: The title's look.
  package mutating func box(
    _ rect: Rect, title: SafeText = "", note: SafeText = "", style: Style, titleStyle: Style
  ) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let line = SafeText(String(repeating: "─", count: rect.width - 2))
    draw("┌" + line + "┐", x: rect.x, y: rect.y, style: style)
    draw("└" + line + "┘", x: rect.x, y: rect.maxY - 1, style: style)
    for y in (rect.y + 1)..<(rect.maxY - 1) {
      draw("│", x: rect.x, y: y, style: style)
      draw("│", x: rect.maxX - 1, y: y, style: style)
    }
    guard rect.width > 4, !title.isEmpty else { return }
    let text = " " + title.truncated(to: Self.titleRoom(width: rect.width)) + " "
    let end = draw(text, x: rect.x + 1, y: rect.y, style: titleStyle)
    let noteText = " " + note + " "
    if !note.isEmpty, rect.maxX - 2 - noteText.width > end {
      draw(noteText, x: rect.maxX - 2 - noteText.width, y: rect.y, style: titleStyle)
    }
  }

  /// Draws a bar at the right edge of a rectangle that says which part of a list is seen.
  package mutating func scrollBar(
    _ rect: Rect, first: Int, visible: Int, count: Int, style: Style
  ) {
    let visible = max(0, visible)
    guard count > visible, !rect.isEmpty else { return }
    let length = max(1, rect.height * visible / count)
    let room = rect.height - length
    let hidden = count - visible
    let top = room * min(max(0, first), hidden) / hidden
    for y in 0..<length {
      draw("┃", x: rect.maxX - 1, y: rect.y + top + y, style: style)
    }
  }
}
