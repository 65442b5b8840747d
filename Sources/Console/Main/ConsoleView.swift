import Terminal
import Text

/// Draws a model: the whole screen, and nothing else.
package enum ConsoleView {
  /// The screen that a model shows; what it shows of lists and texts that are longer than their room is
  /// settled on the way.
  package static func draw(_ model: inout Model) -> Surface {
    if model.size.width < Layout.least.width || model.size.height < Layout.least.height {
      var canvas = Canvas(model)
      drawTooSmall(&canvas)
      return canvas.surface
    }
    let layout = Layout(model)
    settle(&model, layout)
    var canvas = Canvas(model)
    HeaderView.draw(&canvas, layout.header)
    if let failure = model.failure, model.summary == nil {
      drawFailure(failure, &canvas, layout)
    } else {
      if let tabs = layout.tabs { TabsView.draw(&canvas, tabs) }
      if let rect = layout.panes[.commits] { CommitsView.draw(&canvas, rect) }
      if let rect = layout.panes[.files] { FilesView.draw(&canvas, rect) }
      if let rect = layout.panes[.diff] { DiffView.draw(&canvas, rect) }
      ValidationView.draw(&canvas, layout)
    }
    FooterView.draw(&canvas, layout.footer)
    if let rect = layout.announcement {
      NoticeView.draw(model.announcement, &canvas, upTo: rect)
    }
    for index in model.overlays.indices { model.overlays[index].draw(&canvas) }
    if !model.overlays.isEmpty, model.notice != nil {
      FooterView.draw(&canvas, layout.footer)
    }
    return canvas.surface
  }

  private static func settle(_ model: inout Model, _ layout: Layout) {
    for pane in layout.panes.keys {
      let visible = layout.rows(of: pane)
      switch pane {
      case .commits: model.commits.cursor.settle(count: model.commits.count, visible: visible)
      case .files: model.files.cursor.settle(count: model.files.rows.count, visible: visible)
      case .diff:
        model.diff.settle(
          visible: visible, width: max(1, (layout.panes[pane]?.width ?? 2) - 2),
          tabs: model.configuration.tabs)
      case .validation:
        model.validationCursor.settle(
          count: model.validation?.rows.count ?? 0, visible: visible)
      }
    }
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
