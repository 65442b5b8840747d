import Git
import Sync
import Terminal
import Text

/// The pin dialog: the exact plan, before it asks.
enum PinView {
  static func draw(_ canvas: inout Canvas, _ dialog: PinDialog) {
    let model = canvas.model
    let width = min(model.size.width - 2, 90)
    let rows = rows(dialog, canvas, width: width - 4)
    let area = Rect(x: 0, y: 1, width: model.size.width, height: model.size.height - 2)
    let rect = area.centered(width: width, height: rows.count + 2)
    let age = Age(of: dialog.candidate.time, now: model.now).ago
    let title: SafeText =
      "Pin \(dialog.candidate.id.short)  “\(dialog.candidate.subject)”  \(dialog.candidate.author), \(age)"
    let inside = canvas.dialog(rect, title: title)
    // What is asked stands at the foot, and is never cut off.
    let (body, foot) = inside.splitBottom(2)
    canvas.rows(Array(rows.dropLast(2)), from: 0, in: body)
    for (offset, row) in rows.suffix(2).enumerated() {
      canvas.line(row, x: foot.x, y: foot.y + offset, width: foot.width)
      if let input = dialog.reasonInput, offset == 1 {
        let x = foot.x + min(("reason: " as SafeText).width + SafeText(input).width, foot.width - 1)
        canvas.surface.cursor = Point(x: x, y: foot.y + 1)
      }
    }
    let footer = Rect(x: 0, y: model.size.height - 1, width: model.size.width, height: 1)
    canvas.surface.fill(footer, style: model.theme[.footer])
    canvas.hints([canvas.hint(.back, "back"), canvas.hint(.help, "help")], in: footer)
  }

  private static func rows(_ dialog: PinDialog, _ canvas: Canvas, width: Int) -> [Line] {
    switch dialog.plan {
    case .loading: return [Line("making the plan…", .dim), Line(), Line()]
    case .refused(let reason):
      return [Line("This can't be pinned now.", .bad)] + reason.wrapped(to: width).map { Line($0) }
        + [Line(), canvas.hint(.back, "back")]
    case .ready(let plan):
      return self.rows(plan, canvas, width: width, dialog) + foot(dialog, canvas)
    }
  }

  private static func rows(
    _ plan: Plan, _ canvas: Canvas, width: Int, _ dialog: PinDialog
  ) -> [Line] {
    let model = canvas.model
    var rows: [Line] = []
    if plan.isEmpty {
      rows.append(Line("Nothing to do: the pin is \(plan.from.short) already.", .good))
      return rows + [Line()]
    }
    if plan.isStepBack {
      rows.append(Line("A step back: it doesn't descend from the pin.", .warning))
    }
    rows.append(
      Line("\(counted(plan.commits.count, "commit")) past the pin.  ")
        .adding(plan.summary, .heading))
    rows.append(Line("Not touched: \(counted(plan.edgeFiles, "edge-specific file"))."))
    if !plan.overrides.isEmpty {
      rows.append(Line("Carry over by hand:", .override))
      for path in plan.overrides.prefix(6) { rows.append(Line("  ! ", .override).adding(path.text)) }
      if plan.overrides.count > 6 { rows.append(Line("  and \(plan.overrides.count - 6) more", .dim)) }
    }
    for remark in plan.remarks.prefix(3) {
      rows.append(Line("note: ", .warning).adding(remark))
    }
    rows += checks(model.validations[dialog.candidate.id], width: width)
    let branch = model.summary?.branch ?? ""
    rows.append(Line("Lands as one commit on ").adding(branch, .heading))
    return rows
  }

  private static func checks(_ validation: Validation?, width: Int) -> [Line] {
    guard let validation else { return [Line("Checks of this exact tree: none has run", .warning)] }
    var line = Line("Checks of this exact tree:  ")
    if validation.passed > 0 { line.add("✓ \(validation.passed) passed  ", .good) }
    if !validation.missing.isEmpty {
      let word: SafeText = validation.isRunning ? "running or waiting" : "not run yet"
      line.add("○ \(validation.missing.count) \(word)  ", .warning)
    }
    var rows = [line]
    for row in validation.failed {
      guard case .ended(let result) = row.state else { continue }
      let optional: SafeText = row.isRequired ? "" : ", not required"
      let text: SafeText = "  ✗ \(row.name) \(result.reason ?? result.state.rawValue)\(optional)"
      rows += text.wrapped(to: width).map { Line($0, .bad) }
    }
    return rows
  }

  /// What can be done now, or why not; always two rows.
  private static func foot(_ dialog: PinDialog, _ canvas: Canvas) -> [Line] {
    let model = canvas.model
    if let input = dialog.reasonInput {
      return [
        Line("Why land past the failed checks? It is recorded with your name.", .warning),
        Line("reason: ", .key).adding(SafeText(input)),
      ]
    }
    if dialog.isLanding { return [Line(), Line("landing…", .warning)] }
    var why = Line()
    if let obstacle = Action.land.obstacle(in: model) { why = Line("Can't pin yet: \(obstacle).", .warning) }
    var keys = Line()
    for (action, text) in [
      (Action.land, "pin"), (.planDetails, "show the plan"), (.runMissing, "run what is missing"),
      (.overrideChecks, "override…"),
    ] as [(Action, SafeText)] where action.obstacle(in: model) == nil {
      keys.add(model.configuration.keys.hint(action), .key)
      keys.add(" \(text)    ")
    }
    keys.add(model.configuration.keys.hint(.back), .key)
    return [why, keys]
  }
}
