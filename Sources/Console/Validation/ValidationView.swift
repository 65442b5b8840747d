import Git
import Journal
import Reports
import Rules
import Terminal
import Text

/// The state of the candidate's checks: in short beside the lists, or in full in a pane with a row a check.
enum ValidationView {
  /// Rows from which on a check's end is shown below all of them.
  private static let leastOfEnd = 4

  static func draw(_ canvas: inout Canvas, _ layout: Layout) {
    if let rect = layout.checks { drawShort(&canvas, rect) }
    if let rect = layout.panes[.validation] { drawPane(&canvas, rect) }
  }

  /// How many checks passed and how many didn't, in a few cells.
  static func summary(_ validation: Validation) -> Line {
    if validation.isRunning { return Line(Mark.running, .warning) }
    var line = Line()
    if validation.passed > 0 { line.add("\(Mark.good)\(validation.passed)", .good) }
    let failed = validation.failed.count
    if failed > 0 {
      line.add(
        (line.spans.isEmpty ? "" : " ") + "\(Mark.bad)\(failed)",
        validation.blocking.isEmpty ? .warning : .bad)
    }
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

  /// A check's state as one symbol, which is less of a matter where nothing depends on it.
  static func symbol(of row: Validation.Row) -> (SafeText, Role) {
    let (symbol, role) = symbol(row.state)
    return (symbol, role == .bad && !row.isRequired ? .warning : role)
  }

  private static func drawPane(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let inside = canvas.pane(.validation, rect, title: title(model))
    if draw(remark(model), &canvas, inside) { return }
    guard let validation = model.validation else { return }
    let rows = validation.rows
    let names = rows.map { SafeText($0.name) }
    let nameWidth = min(names.map(\.width).max() ?? 0, max(12, inside.width / 2))
    let first = model.validationCursor.first
    for (offset, index) in (first..<max(first, rows.count)).prefix(inside.height).enumerated() {
      let row = rows[index]
      let (symbol, role) = symbol(of: row)
      let line = Line(symbol + " ", role).adding(names[index].padded(to: nameWidth))
        .adding("  " + explanation(row, model), role == .bad ? .bad : .dim)
      canvas.row(
        line, right: time(row, model.checkTrends), in: inside, y: inside.y + offset,
        isSelected: index == model.validationCursor.index, isFocused: model.focus == .validation)
    }
    canvas.scrollBar(inside, first: first, count: rows.count)
    drawEnd(validation, &canvas, inside.splitTop(min(rows.count, inside.height)).rest)
  }

  /// What the check under the cursor found and printed, in what is left of the pane.
  private static func drawEnd(_ validation: Validation, _ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    guard rect.height >= leastOfEnd, !model.configuration.isAccessible,
      validation.rows.indices.contains(model.validationCursor.index)
    else { return }
    let row = validation.rows[model.validationCursor.index]
    let lines = LogView.end(row, validation, model, rows: rect.height - 2)
    if lines.isEmpty { return }
    canvas.line(
      Line(" \(row.name)", .heading), x: rect.x, y: rect.y + 1, width: rect.width)
    for (offset, line) in lines.enumerated() {
      canvas.line(line, x: rect.x + 1, y: rect.y + 2 + offset, width: rect.width - 1)
    }
  }

  /// What a person should know of, and how many passed.
  private static func drawShort(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let inside = canvas.frame(rect, title: title(model), isFocused: false)
    if draw(remark(model), &canvas, inside) { return }
    guard let validation = model.validation else { return }
    let rows = mostTelling(validation, inside.height)
    for (offset, row) in rows.enumerated() {
      var (line, right) = (Line(), Line())
      switch row {
      case .passed(let count): line.add("\(Mark.good) \(count) passed", .good)
      case .builtIn(let count): line.add("\(Mark.notRun) \(count) built-in", .dim)
      case .check(let check):
        let (symbol, role) = symbol(of: check)
        line = Line(symbol + " ", role).adding("\(check.name)")
        if check.state != .unknown {
          line.add("  " + reason(check, model), role == .bad ? .bad : .dim)
        }
        right = time(check)
      }
      canvas.row(
        line, right: right, in: inside, y: inside.y + offset, isSelected: false,
        isFocused: false)
    }
    let hidden = validation.shortRows.count - rows.count
    if hidden > 0 {
      let more: SafeText = " \(hidden) more "
      canvas.line(
        Line(more, .dim), x: rect.maxX - more.width - 2, y: rect.maxY - 1, width: more.width)
    }
  }

  private static func title(_ model: Model) -> SafeText {
    model.candidate.map { "Checks of \($0.short)" } ?? "Checks"
  }

  /// How long a check took, where that is worth telling, and how long it took when it last passed.
  private static func time(_ row: Validation.Row, _ trends: CheckTrends? = nil) -> Line {
    // Those that are always on run nothing.
    guard case .ended(let result) = row.state, let time = CheckReport.time(result),
      !CheckDefinition.builtInNames.contains(row.name)
    else { return Line() }
    let last = trends?.lastSeconds(before: result).map { ", last \(Elapsed($0).text)" as SafeText }
    return Line(time + (last ?? ""), .dim)
  }

  /// Draws a remark in the place of checks; tells whether there is one.
  private static func draw(_ remark: [Line]?, _ canvas: inout Canvas, _ inside: Rect) -> Bool {
    guard let remark else { return false }
    let rows = wrapped(remark, inside.width)
    for (offset, line) in rows.prefix(inside.height).enumerated() {
      canvas.line(line, x: inside.x + 1, y: inside.y + offset, width: inside.width - 1)
    }
    return true
  }

  private static func wrapped(_ remark: [Line], _ width: Int) -> [Line] {
    remark.flatMap { $0.wrapped(to: max(1, width - 2)) }
  }

  /// Rows that a remark takes in the place of checks; 0 where there is none.
  static func remarkRows(_ model: Model, in width: Int) -> Int {
    remark(model).map { wrapped($0, width).count } ?? 0
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

  /// The rows that say most, where not all fit: what failed or runs before what hasn't run.
  private static func mostTelling(
    _ validation: Validation, _ room: Int
  ) -> [Validation.ShortRow] {
    let rows = validation.shortRows
    if rows.count <= room { return rows }
    return Array(
      rows.enumerated().sorted { left, right in
        let (one, two) = (weight(left.element), weight(right.element))
        return one != two ? one > two : left.offset < right.offset
      }.map(\.element).prefix(room))
  }

  private static func weight(_ row: Validation.ShortRow) -> Int {
    let check: Validation.Row
    switch row {
    case .check(let row): check = row
    case .passed, .builtIn: return 2
    }
    return switch check.state {
    case .ended: 4
    case .running: 3
    case .waiting: 1
    case .unknown: 0
    }
  }

  /// Where a check stands, beside a mark that says how it ended: why it did alone.
  static func reason(_ row: Validation.Row, _ model: Model) -> SafeText {
    guard case .ended(let result) = row.state else { return explanation(row, model) }
    if result.state == .cancelled { return "stopped" }
    guard let reason = CheckReport.reason(result) else { return explanation(row, model) }
    return (row.isRequired ? "" : "not required: ") + reason
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
