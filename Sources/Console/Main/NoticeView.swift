import Terminal
import Text

/// What happened or what to do, in as many rows as it needs, over what stands above the bottom of the screen.
enum NoticeView {
  /// Rows that it takes at the most: with more to say it has a dialog, which scrolls.
  private static let mostRows = 5

  /// Whether a model's notice can be read whole without a dialog.
  static func fits(_ notice: Notice, _ model: Model) -> Bool {
    let most =
      model.configuration.isAccessible
      ? Layout.mostAnnounced : min(mostRows, model.size.height / 2)
    return lines(notice.line, width: model.size.width).count <= most
  }

  /// Draws a line so that its last row is a given one.
  static func draw(_ line: Line, _ canvas: inout Canvas, upTo bottom: Rect) {
    let lines = lines(line, width: bottom.width)
    let rect = Rect(
      x: bottom.x, y: bottom.maxY - lines.count, width: bottom.width, height: lines.count)
    canvas.surface.fill(rect, style: canvas.theme[.footer])
    for (offset, line) in lines.enumerated() {
      canvas.line(line, x: rect.x + 1, y: rect.y + offset, width: rect.width - 2)
    }
  }

  private static func lines(_ line: Line, width: Int) -> [Line] {
    line.wrapped(to: max(1, width - 2))
  }
}
