import Git
import Sync
import Terminal
import Text

/// The pin dialog: the exact plan, before it asks.
enum PinView {
  /// Rows at the foot that say what can be done: they never scroll away.
  private static let footRows = 2

  static func draw(_ canvas: inout Canvas, _ dialog: PinDialog) {
    let model = canvas.model
    let body = body(dialog, model)
    let rect = frame(body, model)
    let age = Age(of: dialog.candidate.time, now: model.now).ago
    let title: SafeText =
      "Pin \(dialog.candidate.id.short)  “\(dialog.candidate.subject)”  \(dialog.candidate.author), \(age)"
    let inside = canvas.dialog(rect, title: title)
    let (room, foot) = inside.splitBottom(footRows)
    canvas.rows(
      body, from: dialog.scroll.first(count: body.count, visible: room.height), in: room)
    for (offset, row) in self.foot(dialog, canvas).enumerated() {
      canvas.line(row, x: foot.x, y: foot.y + offset, width: foot.width)
    }
    if let input = dialog.reasonInput {
      ReasonPrompt.showCursor(&canvas, after: input, in: foot, y: foot.y + 1)
      // Every other key is text here.
      canvas.footer([
        Line("enter", .key).adding(" land past what failed", .footer),
        Line("esc", .key).adding(" back", .footer),
      ])
    } else {
      canvas.footer([canvas.hint(.back, "back")], always: [canvas.hint(.help, "help")])
    }
  }

  /// How many rows there are to scroll, and how many of them are seen at once.
  static func extent(_ dialog: PinDialog, _ model: Model) -> (count: Int, visible: Int) {
    let body = body(dialog, model)
    return (body.count, frame(body, model).height - 2 - footRows)
  }

  private static func width(_ model: Model) -> Int { min(model.size.width - 2, 90) }

  private static func frame(_ body: [Line], _ model: Model) -> Rect {
    Rect(x: 0, y: 1, width: model.size.width, height: model.size.height - 2)
      .centered(width: width(model), height: body.count + footRows + 2)
  }

  private static func body(_ dialog: PinDialog, _ model: Model) -> [Line] {
    let lines =
      switch dialog.plan {
      case .loading: [Line("making the plan…", .dim)]
      case .refused(let reason):
        [Line("This can't be pinned now.", .bad)]
          + Line(reason).wrapped(to: width(model) - 4, indent: 0) + [Line()]
      case .ready(let plan): rows(plan, dialog, model)
      }
    return lines.flatMap { $0.wrapped(to: width(model) - 4) }
  }

  private static func rows(_ plan: Plan, _ dialog: PinDialog, _ model: Model) -> [Line] {
    if plan.isEmpty {
      return [Line("Nothing to do: the pin is \(plan.from.short) already.", .good), Line()]
    }
    var rows: [Line] = []
    if plan.isStepBack {
      rows.append(Line("A step back: it doesn't descend from the pin.", .warning))
    }
    var first = Line("\(counted(plan.commits.count, "commit")) past the pin.  ")
    first.add(plan.summary, .heading)
    if model.files.shownKey == FileList.Key(candidate: plan.to.id, scope: .sincePin) {
      let total = model.files.total(of: .synced)
      first.add(":  ")
      first.add("+\(total.additions)", .addition)
      first.add(" −\(total.deletions)", .deletion)
    }
    rows.append(first)
    rows.append(Line("Not touched: \(counted(plan.edgeFiles, "edge-specific file"))."))
    if !plan.overrides.isEmpty {
      rows.append(Line("Carry over by hand:", .override))
      for path in plan.overrides { rows.append(Line("  ! ", .override).adding(path.text)) }
    }
    for remark in plan.remarks { rows.append(Line("note: ", .warning).adding(remark)) }
    rows += checks(model.validations[dialog.candidate.id])
    rows.append(
      LandingLine.line(
        of: .weekly, model.summary?.landing ?? .commit, on: model.summary?.branch ?? "",
        pushedTo: nil
      ).adding(
        ":  “\(SyncMessage.subject(plan: plan, kind: .weekly, upstream: plan.lock.upstream))”"))
    if !dialog.isLanding, let obstacle = Action.land.obstacle(in: model) {
      rows.append(Line("Can't pin yet: \(obstacle).", .warning))
    }
    return rows
  }

  private static func checks(_ validation: Validation?) -> [Line] {
    guard let validation else { return [Line("Checks of this exact tree: none has run", .warning)] }
    var line = Line("Checks of this exact tree:  ")
    if validation.passed > 0 { line.add("✓ \(validation.passed) passed  ", .good) }
    if !validation.missing.isEmpty {
      let word: SafeText = validation.isRunning ? "running or waiting" : "not run yet"
      line.add("○ \(validation.missing.count) \(word)", .warning)
    }
    var rows = [line]
    for row in validation.failed {
      guard case .ended(let result) = row.state else { continue }
      let optional: SafeText = row.isRequired ? "" : ", not required"
      let reason: SafeText = result.reason.map { SafeText($0) } ?? SafeText(result.state.rawValue)
      rows.append(Line("  ✗ \(row.name): \(reason)\(optional)", .bad))
    }
    return rows
  }

  /// What can be done now, or why not; always as many rows as the foot has.
  private static func foot(_ dialog: PinDialog, _ canvas: Canvas) -> [Line] {
    let model = canvas.model
    if let input = dialog.reasonInput {
      return [
        Line("Why land past the failed checks? It is recorded with your name.", .warning),
        ReasonPrompt.line(input, width: width(model) - 4),
      ]
    }
    if dialog.isLanding { return [Line(), Line("landing…", .warning)] }
    guard case .ready = dialog.plan else { return [Line(), canvas.hint(.back, "back")] }
    let texts: [(action: Action, long: SafeText, short: SafeText)] = [
      (.land, "pin", "pin"), (.planDetails, "show the plan, file by file", "plan"),
      (.runMissing, "run what is missing", "run checks"),
      (.overrideChecks, "override…", "override…"),
    ]
    let usable = texts.filter { $0.action.obstacle(in: model) == nil }
    func keys(_ text: ((action: Action, long: SafeText, short: SafeText)) -> SafeText) -> Line {
      var line = Line()
      for entry in usable {
        line.add(model.configuration.keys.hint(entry.action), .key)
        line.add(" " + text(entry) + "   ")
      }
      return line.adding(model.configuration.keys.hint(.back), .key)
    }
    let long = keys(\.long)
    return [Line(), long.width <= width(model) - 4 ? long : keys(\.short)]
  }
}
