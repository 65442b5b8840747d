import Git
import Journal
import Reports
import Rules
import Terminal
import Text

/// The state of the candidate's checks: a line, or a pane with a row a check.
enum ValidationView {
  static func draw(_ canvas: inout Canvas, _ layout: Layout) {
    let model = canvas.model
    if let rect = layout.panes[.validation] {
      drawPane(&canvas, rect)
    } else if let validation = model.validation {
      drawLine(&canvas, layout.validation, validation)
    }
  }

  private static func drawLine(_ canvas: inout Canvas, _ rect: Rect, _ validation: Validation) {
    let model = canvas.model
    guard let candidate = model.candidate else { return }
    if let bisect = model.bisect {
      canvas.line(
        Line(" ").adding(SearchReport.trying(bisect.candidate, left: bisect.left))
          .adding("   \(model.configuration.keys.hint(.bisect)) stops it", .dim),
        x: rect.x, y: rect.y, width: rect.width)
      return
    }
    if let review = model.commits.selectedOwed {
      canvas.line(
        Line(" \(candidate.short) was taken in an emergency by \(review.by)", .dim), x: rect.x,
        y: rect.y, width: rect.width)
      return
    }
    if candidate == model.summary?.pin.id {
      canvas.line(
        Line(" \(candidate.short) is the pin", .dim), x: rect.x, y: rect.y, width: rect.width)
      return
    }
    var line = Line(" Validation of \(candidate.short)  ", .heading)
    if rect.width < 60 { line = Line(" Checks  ", .heading) }
    var x = line.draw(&canvas.surface, x: rect.x, y: rect.y, width: rect.width, model.theme)
    // Where not all fit, those that matter most stand first.
    let rows = validation.rows.enumerated().sorted { left, right in
      let (one, two) = (weight(left.element), weight(right.element))
      return one != two ? one > two : left.offset < right.offset
    }.map(\.element)
    let fits = validation.rows.reduce(0) { $0 + chip($1, model).width + 2 } <= rect.maxX - x
    var left = validation.rows.count
    for row in fits ? validation.rows : rows {
      let chip = chip(row, model)
      let rest: SafeText = "+\(left)"
      if x + chip.width + (left > 1 ? rest.width + 3 : 0) > rect.maxX {
        canvas.line(Line(rest, .dim), x: x, y: rect.y, width: rect.maxX - x)
        break
      }
      canvas.line(chip, x: x, y: rect.y, width: chip.width)
      x += chip.width + 2
      left -= 1
    }
  }

  private static func weight(_ row: Validation.Row) -> Int {
    switch row.state {
    case .running: 3
    case .ended(let result): result.state == .passed ? 0 : 4
    case .waiting: 2
    case .unknown: 1
    }
  }

  private static func chip(_ row: Validation.Row, _ model: Model) -> Line {
    let (symbol, role) = symbol(row.state)
    var line = Line(symbol + " ", role)
    line.add(SafeText(row.name))
    if case .running(let since, _) = row.state {
      line.add(" \(Elapsed(since: since, now: model.now).whole)", .dim)
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

  private static func drawPane(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let isFocused = model.focus == .validation
    let title: SafeText = model.candidate.map { "Validation of \($0.short)" } ?? "Validation"
    let inside = canvas.pane(.validation, rect, title: title)
    guard let validation = model.validation else { return }
    let names = validation.rows.map { SafeText($0.name) }
    let nameWidth = min(names.map(\.width).max() ?? 0, max(12, inside.width / 2))
    for offset in 0..<inside.height {
      let index = model.validationCursor.first + offset
      guard index < validation.rows.count else { break }
      let row = validation.rows[index]
      let (symbol, role) = symbol(row.state)
      var line = Line(symbol + " ", role)
      line.add(names[index].padded(to: nameWidth))
      line.add("  " + explanation(row, model), role == .bad ? .bad : .dim)
      var right = Line()
      if case .ended(let result) = row.state, let time = CheckReport.time(result) {
        right.add(time, .dim)
      }
      canvas.row(
        line, right: right, in: inside, y: inside.y + offset,
        isSelected: index == model.validationCursor.index, isFocused: isFocused)
    }
    canvas.scrollBar(
      inside, first: model.validationCursor.first, count: validation.rows.count)
  }

  /// Where a check stands, in words.
  static func explanation(_ row: Validation.Row, _ model: Model) -> SafeText {
    let optional: SafeText = row.isRequired ? "" : ", not required"
    switch row.state {
    case .unknown: return "hasn't run on this tree" + optional
    case .waiting: return "waiting" + optional
    case .running(let since, let last):
      let note: SafeText = last.map { " of " + CheckReport.about($0) } ?? ""
      return "running for \(Elapsed(since: since, now: model.now).whole)\(note)" + optional
    case .ended(let result): return CheckReport.outcome(result, now: model.now)
    }
  }
}
