import Git
import Journal
import Landing
import Planning
import Reports
import Rules
import Terminal
import Text

/// The pin dialog: the exact plan, before it asks.
enum PinView {
  static func draw(_ canvas: inout Canvas, _ dialog: PinDialog) {
    let model = canvas.model
    let age = Age(of: dialog.candidate.time, now: model.now).ago
    LandingDialog.draw(
      &canvas,
      title:
        "Pin \(dialog.candidate.id.short)  “\(dialog.candidate.subject)”  \(dialog.candidate.author), \(age)",
      body: body(dialog, model), scroll: dialog.scroll, foot: foot(dialog, canvas),
      reason: dialog.reasonInput, enterAction: "land past what failed")
  }

  /// How many rows there are to scroll, and how many of them are seen at once.
  static func extent(_ dialog: PinDialog, _ model: Model) -> (count: Int, visible: Int) {
    LandingDialog.extent(body(dialog, model), model)
  }

  private static func body(_ dialog: PinDialog, _ model: Model) -> [Line] {
    let lines =
      switch dialog.plan {
      case .loading: [Line("making the plan…", .dim)]
      case .refused(let reason):
        [Line("This can't be pinned now.", .bad)]
          + Line(reason).wrapped(to: LandingDialog.textWidth(model), indent: 0)
          + followHint(dialog, model) + [Line()]
      case .ready(let plan): rows(plan, dialog, model)
      }
    return lines.flatMap { $0.wrapped(to: LandingDialog.textWidth(model)) }
  }

  /// The key that does here what the refusal names a command for.
  private static func followHint(_ dialog: PinDialog, _ model: Model) -> [Line] {
    guard Action.followMoves.blocker(in: model) == nil,
      !model.followed.contains(dialog.candidate.id)
    else { return [] }
    return [
      Line(),
      Line(model.configuration.keys.hint(.followMoves), .key)
        .adding(" does that here: it changes `from` in edgesync.yml and shows the plan"),
    ]
  }

  private static func rows(_ plan: Plan, _ dialog: PinDialog, _ model: Model) -> [Line] {
    if plan.isEmpty { return PlanReport(plan).summary() + [Line()] }
    let isCounted = model.files.shownKey == FileList.Key(candidate: plan.to.id, scope: .sincePin)
    var rows = PlanReport(plan).summary(
      lineCounts: isCounted ? model.files.total(of: .synced) : nil)
    rows += checks(model.validations[dialog.candidate.id], model)
    rows.append(
      LandingLine.line(
        of: .weekly, model.summary?.landing ?? .commit, on: model.summary?.branch ?? "",
        pushedTo: nil
      ).adding(
        ":  “\(SyncMessage.subject(plan: plan, kind: .weekly, upstream: plan.lock.upstream))”"))
    if !dialog.isLanding, let blocker = Action.land.blocker(in: model) {
      rows.append(Line("Can't pin yet: \(blocker).", .warning))
    }
    return rows
  }

  private static func checks(_ validation: Validation?, _ model: Model) -> [Line] {
    guard let validation else { return [Line("Checks of this exact tree: none has run", .warning)] }
    var line = Line("Checks of this exact tree:  ")
    if validation.passed > 0 { line.add("✓ \(validation.passed) passed  ", .good) }
    if !validation.missing.isEmpty {
      let word: SafeText = validation.isRunning ? "running or waiting" : "not run yet"
      line.add("○ \(validation.missing.count) \(word)", .warning)
    }
    var rows = [line]
    for row in validation.rows {
      guard case .ended(let result) = row.state, ![.passed, .cancelled].contains(result.state)
      else { continue }
      rows.append(Line("  ").adding(CheckReport.line(result, now: model.now)))
    }
    return rows
  }

  /// What can be done now, or why not; always as many rows as the foot has.
  private static func foot(_ dialog: PinDialog, _ canvas: Canvas) -> [Line] {
    let model = canvas.model
    if let input = dialog.reasonInput {
      return LandingDialog.prompt(
        "Why land past the failed checks? It is recorded with your name.", input, model)
    }
    if dialog.isLanding { return [Line(), Line("landing…", .warning)] }
    let leaves = model.followed.contains(dialog.candidate.id)
    switch dialog.plan {
    case .loading: return [Line(), canvas.hint(.back, "back")]
    case .refused where Action.followMoves.blocker(in: model) != nil:
      return [Line(), canvas.hint(.back, "back")]
    default: break
    }
    return LandingDialog.keys(
      [
        (.land, "pin", "pin"), (.planDetails, "show the plan, file by file", "plan"),
        (.runMissing, "run what is missing", "run checks"),
        (.overrideChecks, "override…", "override…"),
        (
          .followMoves, leaves ? "don't follow the move" : "follow the move",
          leaves ? "leave" : "follow"
        ),
      ], model)
  }
}
