import Git
import Rules
import Terminal
import Text

/// The reading pane: all files of the candidate, one below the other.
enum DiffView {
  static func draw(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let stream = model.diff
    let inside = frame(&canvas, rect)
    if stream.sections.isEmpty {
      let text = emptyNote(model).wrapped(to: max(1, inside.width - 2))
      for (offset, line) in text.prefix(inside.height).enumerated() {
        canvas.line(
          Line(line, .dim), x: inside.x + 1, y: inside.y + offset, width: inside.width - 1)
      }
      return
    }
    var place = stream.top
    for y in inside.y..<inside.maxY {
      let row = Rect(x: inside.x, y: y, width: inside.width, height: 1)
      if place.row == 0 {
        drawHeading(place.section, &canvas, row)
      } else {
        DiffRowView(canvas.model, place).draw(&canvas, row)
      }
      if model.focus == .diff, place == stream.cursor { mark(&canvas, row) }
      let next = stream.advance(place, by: 1)
      if next == place { break }
      place = next
    }
    canvas.scrollBar(inside, first: stream.offset(of: stream.top), count: stream.count)
  }

  /// The row with the cursor stands out, and its colours stay.
  private static func mark(_ canvas: inout Canvas, _ row: Rect) {
    let look = canvas.theme[.otherSelection]
    let plain = canvas.theme[.text].background
    canvas.surface.restyle(row) { style in
      style.attributes.formUnion(look.attributes)
      if look.background != .standard, style.background == plain {
        style.background = look.background
      }
    }
    let isAccessible = canvas.model.configuration.isAccessible
    canvas.line(
      Line(isAccessible ? ">" : "▌", .focusedBorder), x: row.x - 1, y: row.y, width: 1)
    if isAccessible { canvas.surface.cursor = Point(x: row.x, y: row.y) }
  }

  /// Draws the frame. In its title the heading of the file at the top stays, as long as that itself is out of sight.
  private static func frame(_ canvas: inout Canvas, _ rect: Rect) -> Rect {
    let stream = canvas.model.diff
    var heading: FileHeading?
    if stream.top.row > 0, stream.sections.indices.contains(stream.top.section) {
      heading = FileHeading(
        stream.sections[stream.top.section], canvas.model, saysReviewed: true)
    }
    let name: SafeText = "Read"
    let note = ReadingPlace(stream).note(
      beside: heading?.leastWidth ?? name.width,
      atLeast: heading == nil ? name.width : FileHeading.leastPath
    ) { canvas.titleRoom(.diff, rect, note: $0) }
    let room = canvas.titleRoom(.diff, rect, note: note)
    let title = heading?.line(width: room, .title) ?? Line(name, .title)
    return canvas.pane(.diff, rect, title: title, note: note)
  }

  private static func emptyNote(_ model: Model) -> SafeText {
    if let failure = model.files.failure { return failure }
    guard model.files.isCurrent, model.files.key != nil else { return "…" }
    return model.files.key?.candidate == model.summary?.pin.id
      ? "This is the pinned commit; nothing to compare." : "No file differs."
  }

  /// Draws a heading between rules, with what is told of the file at the right end.
  private static func drawHeading(_ section: Int, _ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let section = model.diff.sections[section]
    let heading = FileHeading(section, model, saysReviewed: false)
    let isReviewed = model.reviewed.contains(model.files.files[section.file].reviewKey)
    let rule = model.configuration.isAccessible ? " " : "─"
    func rules(_ count: Int) -> Line {
      Line(SafeText(String(repeating: rule, count: max(0, count))), .border)
    }
    func state(_ reviewed: SafeText) -> Line {
      var line = Line()
      if isReviewed { line.add(" " + reviewed, .good) }
      if !section.isOpen { line.add(" folded", .dim) }
      return line.spans.isEmpty ? line : line.adding(" ").adding(rules(2))
    }
    // A blank, two rules and a blank stand between both.
    func room(_ right: Line) -> Int { rect.width - 3 - right.width - 4 }
    var right = state(Mark.reviewed + " reviewed")
    if room(right) < heading.leastWidth { right = state(Mark.reviewed) }
    var line = rules(2).adding(" ").adding(heading.line(width: room(right), .heading))
    let rest = rect.width - line.width - right.width - 1
    if rest > 1 { line = line.adding(" ").adding(rules(rest - 1)) }
    canvas.line(line.adding(right), x: rect.x, y: rect.y, width: rect.width)
  }
}
