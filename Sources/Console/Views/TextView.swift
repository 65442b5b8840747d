import Git
import Journal
import Planning
import Reports
import Terminal
import Text

/// Draws a text on top of the main screen, and knows how much of it there is.
enum TextView {
  static func draw(_ canvas: inout Canvas, _ screen: TextScreen) {
    let model = canvas.model
    let rows = rows(screen.content, model)
    let rect = frame(screen.content, rows: rows, model)
    let inside = canvas.dialog(rect, title: title(screen.content))
    canvas.rows(
      rows, from: screen.scroll.first(count: rows.count, visible: inside.height), in: inside)
    canvas.footer(
      [canvas.hint(.back, "back"), canvas.hint(.down, "scroll")] + hints(screen.content, canvas))
  }

  /// What else can be done with what the text is about.
  private static func hints(_ content: TextScreen.Content, _ canvas: Canvas) -> [Line] {
    switch content {
    case .event(let event, _) where event.commit != nil && event.outcome == .landed:
      [canvas.hint(.recover, "go back to it")]
    case .status where !canvas.model.owedItems.isEmpty:
      [canvas.hint(.acknowledge, "acknowledge what is pending")]
    default: []
    }
  }

  /// The rows of a text, folded to the screen's width.
  static func rows(_ content: TextScreen.Content, _ model: Model) -> [Line] {
    let lines =
      switch content {
      case .help: HelpView.rows(model)
      case .plan(let plan): PlanReport(plan).lines()
      case .status(let status):
        status.map { StatusReport($0, now: model.now).lines() } ?? [Line("…", .dim)]
      case .commit(let row, let commit): CommitView.rows(row, commit, model)
      case .event(let event, let detail): EventView.rows(event, detail, model)
      case .log(let check, let candidate): LogView.rows(check, candidate, model)
      case .message(_, let lines): lines
      }
    let width = width(content, model)
    // Sentences are folded flush; a list's entries keep their own from those below.
    var indent = 2
    switch content {
    case .message, .commit: indent = 0
    case .status: indent = StatusReport.labelWidth
    default: break
    }
    return lines.flatMap { $0.wrapped(to: width, indent: indent) }
  }

  /// Rows of a text that are seen at once.
  static func visible(_ content: TextScreen.Content, rows: [Line], _ model: Model) -> Int {
    max(1, frame(content, rows: rows, model).height - 2)
  }

  private static func width(_ content: TextScreen.Content, _ model: Model) -> Int {
    let whole = model.size.width - 4
    if case .message = content { return min(whole - 2, 100) }
    return whole
  }

  private static func frame(
    _ content: TextScreen.Content, rows: [Line], _ model: Model
  ) -> Rect {
    let area = Rect(x: 0, y: 1, width: model.size.width, height: model.size.height - 2)
    guard case .message = content else { return area }
    let widest = max(44, rows.map(\.width).max() ?? 0)
    return area.centered(
      width: min(widest, width(content, model)) + 4, height: rows.count + 2)
  }

  private static func title(_ content: TextScreen.Content) -> SafeText {
    switch content {
    case .help: "Help"
    case .plan(let plan): "Plan to \(plan.to.id.short)"
    case .status: "Status"
    case .commit(let row, _): "Commit \(row.id.short)"
    case .event(let event, _): EventReport.title(event)
    case .log(let check, let candidate): "\(check), \(candidate.short)"
    case .message(let title, _): title
    }
  }
}
