import Terminal
import Text

/// The bottom row: what is typed, what happened, what goes on, or which keys help here.
enum FooterView {
  /// Columns from which on hints needn't be short for pinning to be among them.
  private static let roomy = 100

  static func draw(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    canvas.surface.fill(rect, style: model.theme[.footer])
    if let prompt = model.top(FilterPrompt.self) {
      prompt.draw(&canvas, in: rect)
      return
    }
    if let search = model.search, search.isTyping {
      let said = model.notice.map { notice in
        notice.kind == .found
          ? Line(notice.text, .dim) : Line(Mark.attention + " " + notice.text, .warning)
      }
      canvas.prompt("/", search.input, beside: said, in: rect)
      return
    }
    // What is said where the screen is read has a line of its own.
    if let notice = model.notice, !model.configuration.isAccessible {
      NoticeView.draw(notice.line, &canvas, upTo: rect)
      return
    }
    if let activity = activity(model), !model.configuration.isAccessible {
      canvas.line(Line(activity, .warning), x: rect.x + 1, y: rect.y, width: rect.width - 2)
      return
    }
    let always = [
      canvas.hint(.help, "help"), canvas.hint(.quit, model.focus == .commits ? "quit" : "back"),
    ]
    canvas.hints(searchHints(canvas) + hints(canvas), always: always, in: rect)
  }

  private static func activity(_ model: Model) -> SafeText? {
    // Listing streams by itself; what takes the keys' place is what one waits for.
    for kind in [Model.Activity.landing, .fetching, .opening] {
      guard let text = model.activities[kind] else { continue }
      let stop: SafeText =
        kind == .fetching ? "   \(model.configuration.keys.hint(.fetch)) stops it" : ""
      return "\(Mark.running) \(text)…\(stop)"
    }
    return nil
  }

  /// What the lens shows next.
  private static func lensHint(_ model: Model) -> SafeText {
    switch model.diff.sections[model.diff.cursor.section].lens {
    case .upstream: "yours against it"
    case .yours: model.carryTarget == nil ? "upstream's change" : "merge"
    case .merge: "upstream's change"
    }
  }

  /// A hint, where the action can be used now.
  private static func offered(_ action: Action, _ text: SafeText, _ canvas: Canvas) -> [Line] {
    action.blocker(in: canvas.model) == nil ? [canvas.hint(action, text)] : []
  }

  /// What goes on from a match, where something was looked for in the pane that has the keys.
  private static func searchHints(_ canvas: Canvas) -> [Line] {
    guard canvas.model.search?.pane == canvas.model.focus else { return [] }
    return [
      canvas.hint(.findNext, "next match"), canvas.hint(.findPrevious, "previous"),
      canvas.hint(.back, "end search"),
    ]
  }

  private static func hints(_ canvas: Canvas) -> [Line] {
    let model = canvas.model
    if model.summary == nil { return [canvas.hint(.reload, "try again")] }
    let scope: SafeText =
      model.size.width < Self.roomy
      ? (model.scope == .sincePin ? "this only" : "since pin")
      : (model.scope == .sincePin ? "this commit only" : "all since the pin")
    let validate: SafeText = model.validation?.isRunning == true ? "stop checks" : "validate"
    let common = [canvas.hint(.find, "find"), canvas.hint(.palette, "commands")]
    let zoom = canvas.hint(.zoom, model.isZoomed ? "all panes" : "zoom")
    let reading = [
      canvas.hint(.wrap, model.diff.isWrapped ? "cut" : "wrap"),
      canvas.hint(.layout, model.diff.layout == .unified ? "side by side" : "unified"), zoom,
      canvas.hint(.wholeFile, "whole file"), canvas.hint(.whereFrom, "where from"),
      canvas.hint(.note, "note"), canvas.hint(.copy, "copy"),
    ]
    // What is held can't be pinned.
    let isHeld = model.candidateRow.map { model.commits.holds[$0.id] != nil } ?? false
    let pin = isHeld ? [] : [canvas.hint(.pin, "pin")]
    switch model.focus {
    case .commits:
      if model.commits.selectedOverride != nil {
        return [
          canvas.hint(.open, "read it")
        ] + offered(.carry, "merge into yours", canvas) + [
          canvas.hint(.acknowledge, "acknowledge")
        ] + common
      }
      if model.commits.selectedOwed != nil {
        return [
          canvas.hint(.open, "files"), canvas.hint(.message, "what it took"),
          canvas.hint(.reviewed, "mark as reviewed"),
        ] + common
      }
      if model.commits.selected == nil, model.chosen == nil {
        return (model.owedItems.isEmpty ? [] : [canvas.hint(.owed, "what is pending")])
          + [
            canvas.hint(.fetch, "fetch"), canvas.hint(.changelog, "changelog"),
            canvas.hint(.status, "status"),
          ] + common
      }
      return
        (model.commits.filtering == nil || model.search?.pane == .commits
        ? [] : [canvas.hint(.back, "all commits")])
        + [
          canvas.hint(.open, "open"),
          canvas.hint(.candidate, model.chosen == nil ? "candidate" : "let go"),
          canvas.hint(.scope, scope), canvas.hint(.validate, validate),
          canvas.hint(.reviewed, "reviewed"),
        ] + pin
        + (model.validation?.hasDeclaredFailure == true
          ? [canvas.hint(.bisect, "what broke it")] : [])
        + common + [
          canvas.hint(.message, "message"), canvas.hint(.filter, "filter"), zoom,
          canvas.hint(.hold, model.hold == nil ? "hold" : "unhold"), canvas.hint(.note, "note"),
          canvas.hint(.changelog, "changelog"), canvas.hint(.status, "status"),
        ]
    case .files:
      return [
        canvas.hint(.open, "open"), canvas.hint(.scope, scope), canvas.hint(.reviewed, "reviewed"),
        canvas.hint(.fold, "fold"), canvas.hint(.edit, "edit"),
      ] + pin + common + [
        canvas.hint(.tree, model.files.isTree ? "flat" : "tree"),
        canvas.hint(.nextUnreviewed, "next unreviewed"),
        canvas.hint(.hideReviewed, model.files.hidesReviewed ? "show reviewed" : "hide reviewed"),
        canvas.hint(.fileCommits, "its commits"), zoom, canvas.hint(.note, "note"),
      ]
    case .diff where model.readOverride != nil:
      return [
        canvas.hint(.nextPane, lensHint(model))
      ]
        + (model.hasUnresolvedConflicts
          ? [canvas.hint(.edit, "resolve its conflicts")]
          : offered(.carry, "merge into yours", canvas))
        + (model.isReadOverridePending ? offered(.acknowledge, "acknowledge", canvas) : [])
        + [canvas.hint(.nextFile, "next file")] + pin + common + reading
    case .diff:
      return [
        canvas.hint(.nextHunk, "next hunk"), canvas.hint(.nextFile, "next file"),
        canvas.hint(.scope, scope), canvas.hint(.reviewed, "reviewed"),
      ] + pin + common + reading
    case .validation:
      return [
        canvas.hint(.open, "log"), canvas.hint(.validate, validate),
        canvas.hint(.chooseChecks, "choose"),
      ] + pin + common
    }
  }
}
