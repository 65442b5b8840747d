import Terminal
import Text

/// What happened or what to do, in as many rows as it needs, over what stands above the bottom of the screen.
enum NoticeView {
  /// Rows that it takes at the most: with more to say it has a dialog, which scrolls.
  private static func mostRows(in screen: Int) -> Int { min(5, screen / 2) }

  /// Whether a model's notice can be read whole without a dialog.
  static func fits(_ notice: Notice, _ model: Model) -> Bool {
    lines(notice.line, width: model.size.width).count <= mostRows(in: model.size.height)
  }

  /// Rows that a line takes on a screen.
  static func rows(_ line: Line, in screen: Rect) -> Int {
    min(mostRows(in: screen.height), lines(line, width: screen.width).count)
  }

  /// Draws a line so that its last row is a given one; of what is longer than it may be, the beginning.
  static func draw(_ line: Line, _ canvas: inout Canvas, upTo bottom: Rect) {
    let lines = lines(line, width: bottom.width).prefix(mostRows(in: canvas.model.size.height))
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
