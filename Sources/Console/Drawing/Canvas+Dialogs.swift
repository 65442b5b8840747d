import Terminal
import Text

/// The forms that screens and dialogs on top of the main screen have.
extension Canvas {
  /// What is between the header and the footer; what is said between them stays.
  var betweenHeaderAndFooter: Rect {
    let below = model.configuration.isAccessible ? 2 : 1
    return Rect(x: 0, y: 1, width: model.size.width, height: model.size.height - 1 - below)
  }

  /// A whole screen's frame, with the way back below it; gives the room inside.
  mutating func screen(title: SafeText, hints: [Line] = []) -> Rect {
    let inside = dialog(betweenHeaderAndFooter, title: title)
    footer([hint(.back, "back"), hint(.down, "scroll")] + hints)
    return inside
  }

  /// Draws a small list in the middle of the screen.
  mutating func listDialog(
    title: SafeText, _ rows: [Line], _ cursor: inout ListCursor, width: Int, hints: [Line]
  ) {
    let rect = betweenHeaderAndFooter.centered(width: width, height: rows.count + 2)
    let inside = dialog(rect, title: title)
    list(count: rows.count, &cursor, in: inside) { rows[$0] }
    footer(hints)
  }

  /// Draws what is seen of a list, with the row under the cursor marked unless none is chosen.
  mutating func list(
    count: Int, _ cursor: inout ListCursor, in rect: Rect, isMarked: Bool = true,
    right: (Int) -> Line = { _ in Line() }, row: (Int) -> Line
  ) {
    cursor.settle(count: count, visible: rect.height)
    for index in (cursor.first..<count).prefix(max(0, rect.height)) {
      self.row(
        row(index), right: right(index), in: rect, y: rect.y + index - cursor.first,
        isSelected: isMarked && index == cursor.index, isFocused: true)
    }
  }
}
