import Git
import Journal
import Landing
import Planning
import Reports
import Rules
import Terminal
import Text

/// The dialog of a sync: the exact plan before it asks, then how it goes on.
enum SyncView {
  static func draw(_ canvas: inout Canvas, _ dialog: SyncDialog, _ scroll: inout Scroll) {
    let model = canvas.model
    LandingDialog.draw(
      &canvas, title: title(dialog, model), body: body(dialog, canvas), scroll: &scroll,
      foot: foot(dialog, canvas),
      prompt: dialog.reasonInput.map { ($0, approval(dialog)) })
  }

  private static func title(_ dialog: SyncDialog, _ model: Model) -> SafeText {
    func named(_ row: CommitList.Row, _ word: SafeText) -> SafeText {
      let age = Age(of: row.time, now: model.now).ago
      // Of the pin, the lock doesn't say who wrote it.
      let author: SafeText = row.author.isEmpty ? "" : row.author + ", "
      return "\(word) \(row.id.short)  “\(row.subject)”  \(author)\(age)"
    }
    switch dialog.subject {
    case .weekly(let row): return named(row, "Pin")
    case .emergency(let row): return named(row, "Emergency")
    case .recovery(let event, _, let pin):
      return "Go back to \(pin.short), of \(Timestamp.day(event.date)) \(event.name)"
    }
  }

  /// What enter does once a reason is typed.
  private static func approval(_ dialog: SyncDialog) -> SafeText {
    switch dialog.subject {
    case .weekly: "land past what failed"
    case .emergency: "land it now"
    case .recovery: "go back"
    }
  }

  private static func body(_ dialog: SyncDialog, _ canvas: Canvas) -> [Line] {
    let model = canvas.model
    var lines =
      switch dialog.plan {
      case .loading: [Line("making the plan…", .dim)]
      case .refused(let reason): refusal(dialog, reason, model)
      case .ready(let preview): rows(preview, dialog, model)
      }
    let verdict = verdict(dialog, model)
    if verdict.count > LandingDialog.mostNotes(canvas) { lines += verdict }
    return lines.flatMap { $0.wrapped(to: LandingDialog.textWidth(model)) }
  }

  /// What stands in the way, and the key that does here what the refusal names a command for.
  private static func refusal(
    _ dialog: SyncDialog, _ reason: SafeText, _ model: Model
  ) -> [Line] {
    var lines: [Line]
    if case .weekly = dialog.subject {
      lines = [Line("This can't be pinned now.", .bad)]
    } else {
      lines = [Line("This can't be done now.", .bad)]
    }
    lines += Line(reason).wrapped(to: LandingDialog.textWidth(model), indent: 0)
    let keys = model.configuration.keys
    switch dialog.subject {
    case .weekly:
      if !dialog.followsMoves, dialog.blocker(to: .followMoves, in: model) == nil {
        lines += [
          Line(),
          Line(keys.hint(.followMoves), .key)
            .adding(" does that here: it changes `from` in edgesync.yml and shows the plan"),
        ]
      }
    case .emergency: break
    case .recovery:
      if !dialog.overDrift {
        lines.append(
          Line(keys.hint(.replaceDrift), .key)
            .adding(" replaces drifted files too, after saving a copy."))
      }
    }
    return lines + [Line()]
  }

  private static func rows(
    _ preview: SyncPreview, _ dialog: SyncDialog, _ model: Model
  ) -> [Line] {
    let plan = preview.plan
    if plan.isEmpty { return PlanReport(plan).summary() + [Line()] }
    let isCounted = model.files.shownKey == FileList.Key(candidate: plan.to.id, scope: .sincePin)
    var rows = PlanReport(plan).summary(
      lineCounts: isCounted ? model.files.allLines(of: .synced) : nil, holds: preview.holds)
    if case .weekly = dialog.subject {
      if let left = leftOut(plan, model) { rows.append(left) }
      if isCounted { rows.append(reviewed(model)) }
    }
    rows += checks(preview, dialog, model)
    let kind = dialog.sync.kind
    let subject = SyncMessage.subject(plan: plan, kind: kind, upstream: plan.lock.upstream)
    rows.append(
      LandingLine.line(
        of: kind, preview.landing, on: model.summary?.branch ?? "", pushedTo: preview.place
      ).adding(":  “\(subject)”"))
    switch dialog.subject {
    case .weekly: break
    case .emergency: rows.append(Line("It has to be reviewed afterwards.", .warning))
    case .recovery: break
    }
    return rows
  }

  /// Commits that are named at the most of those that are left out.
  private static let mostLeftOut = 3

  /// Which of the commits below the one that is taken don't come with it, as they were made on another branch; nil
  /// where all do.
  private static func leftOut(_ plan: Plan, _ model: Model) -> Line? {
    let all = model.commits.all
    guard model.commits.isComplete, !plan.isStepBack,
      let place = all.firstIndex(where: { $0.id == plan.to.id })
    else { return nil }
    let taken = Set(plan.commits.map(\.id))
    let left = all[place...].filter { !$0.isTipOnly && !taken.contains($0.id) }
    if left.isEmpty { return nil }
    let names = left.prefix(mostLeftOut).map(\.id.short).joined(separator: ", ")
    let more = left.count - mostLeftOut
    return Line(
      "Not in it, though listed below it: \(names)\(more > 0 ? " and \(more) more" : "")", .warning)
  }

  /// How many of the files for review were marked.
  private static func reviewed(_ model: Model) -> Line {
    let (reviewed, all) = model.files.progress
    return Line(
      "Reviewed \(reviewed) of \(counted(all, "file"))", reviewed == all ? .good : .warning)
  }

  /// Why it can't be pinned yet, folded; nothing where it can, or it is said elsewhere.
  private static func verdict(_ dialog: SyncDialog, _ model: Model) -> [Line] {
    guard case .weekly = dialog.subject, case .ready(let preview) = dialog.plan,
      !preview.plan.isEmpty, !dialog.isLanding,
      let blocker = dialog.blocker(to: .land, in: model)
    else { return [] }
    return Line("Can't pin yet: \(blocker)", .warning)
      .wrapped(to: LandingDialog.textWidth(model), indent: 0)
  }

  // MARK: Checks

  private static func checks(
    _ preview: SyncPreview, _ dialog: SyncDialog, _ model: Model
  ) -> [Line] {
    if case .weekly = dialog.subject { return results(model.validations[dialog.sync.pin], model) }
    if dialog.isLanding {
      return dialog.checks.map { check in
        let (symbol, role) = ValidationView.symbol(check.state)
        return Line("  " + symbol + " ", role).adding(SafeText(check.name))
      }
    }
    let marked = preview.checks.map { SafeText($0) }.joined(separator: ", ")
    var rows = [
      Line("Checks that run: the built-in ones").adding(marked.isEmpty ? "." : ", \(marked).")
    ]
    if !preview.skipped.isEmpty {
      rows.append(
        Line("Skipped (not marked `emergency: true`): ", .warning)
          .adding(preview.skipped.map { SafeText($0) }.joined(separator: ", ") + "."))
    }
    return rows
  }

  private static func results(_ validation: Validation?, _ model: Model) -> [Line] {
    guard let validation else { return [Line("Checks of this exact tree: none has run", .warning)] }
    var line = Line("Checks of this exact tree:  ")
    if validation.passed > 0 { line.add("\(Mark.good) \(validation.passed) passed  ", .good) }
    if !validation.missing.isEmpty {
      let word: SafeText = validation.isRunning ? "running or waiting" : "not run yet"
      line.add("\(Mark.notRun) \(validation.missing.count) \(word)", .warning)
    }
    return [line] + validation.rows.compactMap { unsettled($0, model) }
  }

  /// A check that runs, or that didn't pass and why.
  private static func unsettled(_ row: Validation.Row, _ model: Model) -> Line? {
    switch row.state {
    case .unknown, .waiting: return nil
    case .ended(let result) where [.passed, .cancelled].contains(result.state): return nil
    case .running, .ended: break
    }
    let (symbol, role) = ValidationView.symbol(of: row)
    return Line("  " + symbol + " ", role).adding(SafeText(row.name))
      .adding("  " + ValidationView.reason(row, model), role == .bad ? .bad : .dim)
  }

  // MARK: The foot

  /// What can be done now, or why not.
  private static func foot(_ dialog: SyncDialog, _ canvas: Canvas) -> LandingDialog.Foot {
    let model = canvas.model
    if dialog.reasonInput != nil {
      let question = Line(question(dialog), .warning)
        .wrapped(to: LandingDialog.textWidth(model), indent: 0)
      return LandingDialog.Foot(notes: question, keys: Line())
    }
    if dialog.isLanding {
      var word: SafeText = "checking and landing…"
      if case .weekly = dialog.subject { word = "landing…" }
      return LandingDialog.Foot(notes: [Line()], keys: Line(word, .warning))
    }
    let offers = offers(dialog, model).filter { dialog.blocker(to: $0.action, in: model) == nil }
    let verdict = verdict(dialog, model)
    return LandingDialog.Foot(
      notes: verdict.isEmpty
        ? [Line()] : Array(verdict.prefix(LandingDialog.mostNotes(canvas))),
      keys: offers.isEmpty ? canvas.hint(.back, "back") : LandingDialog.keys(offers, model))
  }

  private static func question(_ dialog: SyncDialog) -> SafeText {
    switch dialog.subject {
    case .weekly: "Why land past the failed checks? It is recorded with your name."
    case .emergency: "Why can't it wait? It is recorded with your name."
    case .recovery: "Why? It is recorded with your name, and may be left out."
    }
  }

  private static func offers(_ dialog: SyncDialog, _ model: Model) -> [LandingDialog.Offer] {
    let approval = approval(dialog) + "…"
    let details = LandingDialog.Offer(.planDetails, "show the plan", "plan")
    switch dialog.subject {
    case .weekly:
      if case .loading = dialog.plan { return [] }
      if case .ready(let preview) = dialog.plan, preview.plan.isEmpty { return [details] }
      let looks: [LandingDialog.Offer] =
        dialog.overrides.isEmpty ? [] : [(.open, "look at yours", "yours")]
      return [
        (.land, "pin", "pin"), details, run(model.validations[dialog.sync.pin]),
        (.overrideChecks, "override…", "override…"),
        dialog.followsMoves
          ? (.followMoves, "don't follow the move", "leave")
          : (.followMoves, "follow the move", "follow"),
      ] + looks
    case .emergency: return [(.land, approval, approval), details]
    case .recovery:
      let offers = [(.land, approval, approval), details]
      if dialog.overDrift {
        return offers + [(.replaceDrift, "leave drifted files", "leave drift")]
      }
      guard case .refused = dialog.plan else { return offers }
      return offers + [(.replaceDrift, "replace drifted files too", "replace drift")]
    }
  }

  /// What the key that runs checks does now.
  private static func run(_ validation: Validation?) -> LandingDialog.Offer {
    guard let validation else { return (.runMissing, "run checks", "run") }
    if validation.isRunning { return (.runMissing, "stop the checks", "stop") }
    if !validation.failed.isEmpty { return (.runMissing, "run again", "again") }
    return (.runMissing, "run what is missing", "run")
  }
}
