import Terminal
import Text

/// Draws a model: the whole screen, and nothing else.
package enum ConsoleView {
  /// The screen that a model shows.
  package static func draw(_ model: Model) -> Surface {
    var canvas = Canvas(model)
    if model.size.width < Layout.least.width || model.size.height < Layout.least.height {
      drawTooSmall(&canvas)
      return canvas.surface
    }
    let layout = Layout(model)
    HeaderView.draw(&canvas, layout.header)
    if let failure = model.failure, model.summary == nil {
      drawFailure(failure, &canvas, layout)
    } else {
      if let rect = layout.panes[.commits] { CommitsView.draw(&canvas, rect) }
      if let rect = layout.panes[.files] { FilesView.draw(&canvas, rect) }
      if let rect = layout.panes[.diff] { DiffView.draw(&canvas, rect) }
      ValidationView.draw(&canvas, layout)
    }
    FooterView.draw(&canvas, layout.footer)
    for overlay in model.overlays { OverlayView.draw(&canvas, overlay) }
    if !model.overlays.isEmpty, model.notice != nil {
      FooterView.draw(&canvas, layout.footer)
    }
    return canvas.surface
  }

  private static func drawTooSmall(_ canvas: inout Canvas) {
    let size = canvas.model.size
    let lines =
      ("edgesync needs \(Layout.least.width)×\(Layout.least.height);"
      + " this is \(size.width)×\(size.height). Make the window larger." as SafeText)
      .wrapped(to: max(1, size.width))
    for (y, text) in lines.prefix(size.height).enumerated() {
      canvas.line(Line(text), x: 0, y: y, width: size.width)
    }
  }

  private static func drawFailure(_ failure: SafeText, _ canvas: inout Canvas, _ layout: Layout) {
    let size = canvas.model.size
    let room = Rect(x: 2, y: 2, width: size.width - 4, height: size.height - 4)
    canvas.line(Line("This repo can't be reviewed", .bad), x: room.x, y: room.y, width: room.width)
    for (offset, text) in failure.wrapped(to: room.width).prefix(room.height - 2).enumerated() {
      canvas.line(Line(text), x: room.x, y: room.y + 2 + offset, width: room.width)
    }
  }
}
