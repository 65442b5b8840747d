import Git
import Journal
import Reports
import Rules
import Terminal
import Text

/// The state of the candidate's checks: in short beside the lists, or in full in a pane with a row a check.
enum ValidationView {
  static func draw(_ canvas: inout Canvas, _ layout: Layout) {
    if let rect = layout.checks { drawPane(&canvas, rect, isShort: true) }
    if let rect = layout.panes[.validation] { drawPane(&canvas, rect, isShort: false) }
  }

  /// How many checks passed and how many didn't, in a few cells.
  static func summary(_ validation: Validation) -> Line {
    if validation.isRunning { return Line(Mark.running, .warning) }
    var line = Line()
    if validation.passed > 0 { line.add("\(Mark.good)\(validation.passed)", .good) }
    let failed = validation.failed.count
    if failed > 0 { line.add((line.spans.isEmpty ? "" : " ") + "\(Mark.bad)\(failed)", .bad) }
    return line
  }

  /// A check's state as one symbol.
  static func symbol(_ state: Validation.State) -> (SafeText, Role) {
    switch state {
    case .unknown: (Mark.notRun, .dim)
    case .waiting: (Mark.waiting, .dim)
    case .running: (Mark.running, .warning)
    case .ended(let result): (result.state.mark, result.state.role)
    }
  }

  private static func drawPane(_ canvas: inout Canvas, _ rect: Rect, isShort: Bool) {
    let model = canvas.model
    let isFocused = model.focus == .validation
    let title: SafeText = model.candidate.map { "Checks of \($0.short)" } ?? "Checks"
    let inside =
      isShort
      ? canvas.frame(rect, title: title, isFocused: false)
      : canvas.pane(.validation, rect, title: title)
    if let remark = remark(model) {
      let rows = remark.flatMap { $0.wrapped(to: max(1, inside.width - 2)) }
      for (offset, line) in rows.prefix(inside.height).enumerated() {
        canvas.line(line, x: inside.x + 1, y: inside.y + offset, width: inside.width - 1)
      }
      return
    }
    guard let validation = model.validation else { return }
    let rows = isShort ? mostTelling(validation, inside.height) : validation.rows
    let names = rows.map { SafeText($0.name) }
    let nameWidth = min(names.map(\.width).max() ?? 0, max(12, inside.width / 2))
    let first = isShort ? 0 : model.validationCursor.first
    for (offset, index) in (first..<max(first, rows.count)).prefix(inside.height).enumerated() {
      let row = rows[index]
      let (symbol, role) = symbol(row.state)
      var line = Line(symbol + " ", role)
      line.add(names[index].padded(to: nameWidth))
      if !isShort || row.state != .unknown {
        line.add("  " + explanation(row, model), role == .bad ? .bad : .dim)
      }
      var right = Line()
      if case .ended(let result) = row.state, let time = CheckReport.time(result) {
        right.add(time, .dim)
      }
      canvas.row(
        line, right: right, in: inside, y: inside.y + offset,
        isSelected: !isShort && index == model.validationCursor.index, isFocused: isFocused)
    }
    if !isShort {
      canvas.scrollBar(inside, first: first, count: validation.rows.count)
    } else if rows.count < validation.rows.count {
      let more: SafeText = " \(validation.rows.count - rows.count) more "
      canvas.line(
        Line(more, .dim), x: rect.maxX - more.width - 2, y: rect.maxY - 1, width: more.width)
    }
  }

  /// What stands in the place of checks: a search for what broke them, or why there are none.
  private static func remark(_ model: Model) -> [Line]? {
    if let bisect = model.bisect {
      return [
        Line(model.configuration.keys.hint(.bisect), .key).adding(" stops it", .dim),
        SearchReport.trying(bisect.candidate, left: bisect.left),
      ]
    }
    if model.chosen == nil, let review = model.commits.selectedOwed {
      return [Line("taken in an emergency by \(review.by)", .dim)]
    }
    guard let candidate = model.candidate else { return [] }
    return candidate == model.summary?.pin.id
      ? [Line("\(candidate.short) is the pin", .dim)] : nil
  }

  /// The rows that say most, where not all fit: what failed or runs before what passed.
  private static func mostTelling(_ validation: Validation, _ room: Int) -> [Validation.Row] {
    if validation.rows.count <= room { return validation.rows }
    return Array(
      validation.rows.enumerated().sorted { left, right in
        let (one, two) = (weight(left.element), weight(right.element))
        return one != two ? one > two : left.offset < right.offset
      }.map(\.element).prefix(room))
  }

  private static func weight(_ row: Validation.Row) -> Int {
    switch row.state {
    case .running: 3
    case .ended(let result): result.state == .passed ? 0 : 4
    case .waiting: 2
    case .unknown: 1
    }
  }

  /// Where a check stands, in words.
  static func explanation(_ row: Validation.Row, _ model: Model) -> SafeText {
    let optional: SafeText = row.isRequired ? "" : ", not required"
    switch row.state {
    case .unknown: return "hasn't run on this tree" + optional
    case .waiting: return "waiting" + optional
    case .running(let since, let last):
      let note: SafeText = last.map { " of " + CheckReport.about($0) } ?? ""
      // Read to somebody, time that goes on is said again and again.
      if model.configuration.isAccessible { return "running" + optional }
      return "running for \(Elapsed(since: since, now: model.now).whole)\(note)" + optional
    case .ended(let result): return CheckReport.outcome(result, now: model.now)
    }
  }
}
