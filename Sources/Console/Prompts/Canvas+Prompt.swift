import Terminal
import Text

extension Canvas {
  /// Draws a line that is typed at the bottom of the screen, with what is said of it: beside it where it takes up
  /// to half of the row, else above.
  ///
  /// - Returns: The column after what is typed.
  @discardableResult
  mutating func prompt(
    _ label: SafeText, _ input: TextInput, beside said: Line?, in rect: Rect
  ) -> Int {
    let needed = said.map { $0.width + 4 } ?? 1
    let isBeside = needed <= rect.width / 2
    let end = prompt(
      label, input,
      in: Rect(
        x: rect.x + 1, y: rect.y, width: rect.width - 1 - (isBeside ? needed : 1), height: 1))
    guard let said else { return end }
    if isBeside {
      line(said, x: end + 3, y: rect.y, width: rect.maxX - end - 4)
    } else {
      NoticeView.draw(
        said, &self, upTo: Rect(x: rect.x, y: rect.y - 1, width: rect.width, height: 1))
    }
    return end
  }

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
