import Doctor
import Git
import Journal
import Planning
import Reports
import Terminal
import Text

/// Draws a text on top of the main screen.
enum TextView {
  static func draw(
    _ canvas: inout Canvas, _ content: TextScreen.Content, _ scroll: inout Scroll
  ) {
    let model = canvas.model
    let rows = rows(content, model)
    let inside = canvas.dialog(frame(content, rows: rows, canvas), title: title(content))
    canvas.rows(rows, &scroll, in: inside)
    let scrolls = rows.count > inside.height ? [canvas.hint(.down, "scroll")] : []
    canvas.footer([canvas.hint(.back, "back")] + scrolls + hints(content, canvas))
  }

  /// What else can be done with what the text is about.
  private static func hints(_ content: TextScreen.Content, _ canvas: Canvas) -> [Line] {
    switch content {
    case .event(let event, _) where event.commit != nil && event.outcome == .landed:
      [canvas.hint(.recover, "go back to it")]
    case .status where !canvas.model.owedItems.isEmpty:
      [canvas.hint(.acknowledge, "acknowledge what is pending")]
    case .help, .plan, .status, .doctor, .commit, .event, .log, .message: []
    }
  }

  /// The rows of a text, folded to the screen's width.
  private static func rows(_ content: TextScreen.Content, _ model: Model) -> [Line] {
    let lines =
      switch content {
      case .help: HelpView.rows(model)
      case .plan(let plan): PlanReport(plan).lines()
      case .status(let status):
        status.map { StatusReport($0, now: model.now).lines(followUps: model.notes.open) }
          ?? [Line("…", .dim)]
      case .doctor(let diagnosis):
        diagnosis.map { DoctorReport.lines($0) } ?? [Line("…", .dim)]
      case .commit(let row, let commit): CommitView.rows(row, commit, model)
      case .event(let event, let detail): EventView.rows(event, detail, model)
      case .log(let check, let candidate): LogView.rows(check, candidate, model)
      case .message(_, let lines): lines
      }
    let whole = model.size.width - 4
    let width = width(content, model)
    // Sentences are folded flush; a list's entries keep their own from those below.
    let indent =
      switch content {
      case .message, .commit: 0
      case .status: StatusReport.labelWidth
      case .help, .plan, .doctor, .event, .log: 2
      }
    return lines.flatMap { line in
      // A command is copied with ease where it stands on one line.
      let isCommand = line.spans.contains { $0.role == .key }
      return line.wrapped(to: isCommand ? max(width, whole - 2) : width, indent: indent)
    }
  }

  private static func width(_ content: TextScreen.Content, _ model: Model) -> Int {
    let whole = model.size.width - 4
    if case .message = content { return min(whole - 2, 100) }
    return whole
  }

  private static func frame(
    _ content: TextScreen.Content, rows: [Line], _ canvas: Canvas
  ) -> Rect {
    let area = canvas.betweenHeaderAndFooter
    guard case .message = content else { return area }
    let widest = max(44, rows.map(\.width).max() ?? 0)
    return area.centered(
      width: min(widest, canvas.model.size.width - 6) + 4, height: rows.count + 2)
  }

  private static func title(_ content: TextScreen.Content) -> SafeText {
    switch content {
    case .help: "Help"
    case .plan(let plan): "Plan to \(plan.to.id.short)"
    case .status: "Status"
    case .doctor: "Doctor"
    case .commit(let row, _): "Commit \(row.id.short)"
    case .event(let event, _): EventReport.title(event)
    case .log(let check, let candidate): "\(check), \(candidate.short)"
    case .message(let title, _): title
    }
  }
}
