import Terminal
import Text

extension Canvas {
  /// Draws a line that is typed after what it is for, and puts the terminal's cursor where its own is.
  ///
  /// - Returns: The column after it.
  @discardableResult
  mutating func prompt(_ label: SafeText, _ input: TextInput, in rect: Rect) -> Int {
    let room = max(1, rect.width - label.width)
    let (line, cursor) = input.window(width: room)
    let x = Line(label, .key).draw(
      &surface, x: rect.x, y: rect.y, width: rect.width, model.theme)
    surface.cursor = Point(x: min(x + cursor, rect.maxX - 1), y: rect.y)
    return line.draw(&surface, x: x, y: rect.y, width: rect.maxX - x, model.theme)
  }
}
