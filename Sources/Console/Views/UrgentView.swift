import Git
import Journal
import Landing
import Planning
import Reports
import Rules
import Terminal
import Text

/// The dialog of an emergency or a recovery: what it would do before it asks, then how it goes on.
enum UrgentView {
  static func draw(_ canvas: inout Canvas, _ dialog: UrgentDialog) {
    let model = canvas.model
    LandingDialog.draw(
      &canvas, title: title(dialog, model), body: body(dialog, model),
      // What goes on now is at the end.
      scroll: dialog.isLanding ? .end : dialog.scroll, foot: foot(dialog, canvas),
      reason: dialog.reasonInput, enterAction: enterAction(dialog))
  }

  /// How many rows there are to scroll, and how many of them are seen at once.
  static func extent(_ dialog: UrgentDialog, _ model: Model) -> (count: Int, visible: Int) {
    LandingDialog.extent(body(dialog, model), model)
  }

  private static func title(_ dialog: UrgentDialog, _ model: Model) -> SafeText {
    switch dialog.subject {
    case .emergency(let row):
      let age = Age(of: row.time, now: model.now).ago
      return "Emergency \(row.id.short)  “\(row.subject)”  \(row.author), \(age)"
    case .recovery(let event, _, let pin):
      return "Go back to \(pin.short), of \(Timestamp.day(event.date)) \(event.name)"
    }
  }

  /// What enter does once a reason is typed.
  private static func enterAction(_ dialog: UrgentDialog) -> SafeText {
    dialog.sync.kind == .emergency ? "land it now" : "go back"
  }

  private static func body(_ dialog: UrgentDialog, _ model: Model) -> [Line] {
    let lines: [Line]
    switch dialog.plan {
    case .loading: lines = [Line("making the plan…", .dim)]
    case .refused(let reason):
      lines = refusal(dialog, reason, model)
    case .ready(let urgent) where urgent.plan.isEmpty:
      lines = PlanReport(urgent.plan).summary() + [Line()]
    case .ready(let urgent): lines = rows(urgent, dialog, on: model.summary?.branch ?? "")
    }
    return lines.flatMap { $0.wrapped(to: LandingDialog.textWidth(model)) }
  }

  private static func refusal(
    _ dialog: UrgentDialog, _ reason: SafeText, _ model: Model
  ) -> [Line] {
    var lines = [Line("This can't be done now.", .bad)]
    lines += Line(reason).wrapped(to: LandingDialog.textWidth(model), indent: 0)
    if case .recovery = dialog.subject, !dialog.overDrift {
      lines.append(
        Line(model.configuration.keys.hint(.replaceDrift), .key)
          .adding(" replaces drifted files too, after saving a copy."))
    }
    return lines + [Line()]
  }

  private static func rows(
    _ urgent: UrgentPlan, _ dialog: UrgentDialog, on branch: SafeText
  ) -> [Line] {
    var rows = PlanReport(urgent.plan).summary(holds: urgent.holds)
    rows += checks(urgent, dialog)
    rows.append(
      LandingLine.line(
        of: dialog.sync.kind, urgent.landing, on: branch, pushedTo: urgent.place
      ).adding("."))
    if case .emergency = dialog.subject {
      rows.append(Line("It has to be reviewed afterwards.", .warning))
    }
    return rows
  }

  private static func checks(_ urgent: UrgentPlan, _ dialog: UrgentDialog) -> [Line] {
    if dialog.isLanding {
      return dialog.checks.map { check in
        let (symbol, role) = ValidationView.symbol(check.state)
        return Line("  " + symbol + " ", role).adding(SafeText(check.name))
      }
    }
    let marked = urgent.checks.map { SafeText($0) }.joined(separator: ", ")
    var rows = [
      Line("Checks that run: the built-in ones").adding(marked.isEmpty ? "." : ", \(marked).")
    ]
    if !urgent.skipped.isEmpty {
      rows.append(
        Line("Skipped (not marked `emergency: true`): ", .warning)
          .adding(urgent.skipped.map { SafeText($0) }.joined(separator: ", ") + "."))
    }
    return rows
  }

  /// What can be done now, or why not; always as many rows as the foot has.
  private static func foot(_ dialog: UrgentDialog, _ canvas: Canvas) -> [Line] {
    let model = canvas.model
    if let input = dialog.reasonInput {
      let question: SafeText =
        dialog.needsReason
        ? "Why can't it wait? It is recorded with your name."
        : "Why? It is recorded with your name, and may be left out."
      return LandingDialog.prompt(question, input, model)
    }
    if dialog.isLanding { return [Line(), Line("checking and landing…", .warning)] }
    var texts: [LandingDialog.Offer] = [
      (.land, enterAction(dialog) + "…", enterAction(dialog) + "…"),
      (.planDetails, "show the plan, file by file", "plan"),
    ]
    if dialog.overDrift {
      texts.append((.replaceDrift, "leave drifted files", "leave drift"))
    } else if case .refused = dialog.plan, case .recovery = dialog.subject {
      texts.append((.replaceDrift, "replace drifted files too", "replace drift"))
    }
    return LandingDialog.keys(texts, model)
  }
}
