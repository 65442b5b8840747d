import Terminal
import Text

/// The line of tabs, where one pane is seen at a time.
enum TabsView {
  private static let tabs: [(pane: Pane, action: Action, name: SafeText)] = [
    (.commits, .commits, "Commits"), (.files, .files, "Files"), (.diff, .diff, "Read"),
    (.validation, .validation, "Checks"),
  ]

  static func draw(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    for (pane, range, line) in laidOut(model) where range.lowerBound < rect.maxX {
      canvas.line(line, x: range.lowerBound, y: rect.y, width: rect.maxX - range.lowerBound)
      if pane == model.focus {
        let look = model.theme[.selection]
        canvas.surface.restyle(Rect(x: range.lowerBound, y: rect.y, width: range.count, height: 1))
        {
          $0 = look
        }
      }
    }
  }

  /// The pane whose tab is at a column.
  static func pane(at x: Int, _ model: Model) -> Pane? {
    laidOut(model).first { $0.range.contains(x) }?.pane
  }

  private static func laidOut(_ model: Model) -> [(pane: Pane, range: Range<Int>, line: Line)] {
    var x = 0
    return tabs.map { pane, action, name in
      var line = Line(" ").adding(model.configuration.keys.hint(action), .key).adding(" " + name)
      switch pane {
      case .files where !model.files.files.isEmpty: line.add(" \(model.files.files.count)", .dim)
      case .validation:
        if let checks = model.validation.map(ValidationView.summary) {
          line = line.adding(" ").adding(checks)
        }
      case .commits, .files, .diff: break
      }
      line.add(" ")
      defer { x += line.width }
      return (pane, x..<x + line.width, line)
    }
  }
}
