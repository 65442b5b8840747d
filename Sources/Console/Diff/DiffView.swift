import Git
import Reports
import Rules
import Terminal
import Text

/// The reading pane: all files of the candidate, one below the other.
enum DiffView {
  static func draw(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let stream = model.diff
    let inside = canvas.pane(.diff, rect, title: title(model, rect.width), note: note(model))
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

  /// The file that is at the top: its heading stays while it is in sight.
  private static func title(_ model: Model, _ width: Int) -> SafeText {
    let sections = model.diff.sections
    guard sections.indices.contains(model.diff.top.section) else { return "Read" }
    let section = sections[model.diff.top.section]
    let file = model.files.files[section.file]
    let words = section.lens.words.map { " · " + $0 } ?? ""
    let mark: SafeText = model.notes(on: file).isEmpty ? "" : " " + Mark.note
    let room = max(8, width - 34 - words.width - mark.width)
    return file.shownPath.text.truncatedFront(to: room) + words + mark
  }

  private static func note(_ model: Model) -> SafeText {
    let stream = model.diff
    guard stream.sections.indices.contains(stream.cursor.section) else { return "" }
    var note: SafeText = "file \(stream.cursor.section + 1)/\(stream.sections.count)"
    if let rows = stream.sections[stream.cursor.section].body?.rows,
      rows.stopCount(stream.layout) > 0
    {
      let hunk = rows.stop(at: stream.cursor.row - 1, stream.layout) ?? 0
      note += " · hunk \(hunk + 1)/\(rows.stopCount(stream.layout))"
    }
    if stream.left > 0, !stream.isWrapped { note += " · from column \(stream.left + 1)" }
    return note
  }

  private static func emptyNote(_ model: Model) -> SafeText {
    if let failure = model.files.failure { return failure }
    guard model.files.isCurrent, model.files.key != nil else { return "…" }
    return model.files.key?.candidate == model.summary?.pin.id
      ? "This is the pinned commit; nothing to compare." : "No file differs."
  }

  private static func word(_ status: ChangeStatus) -> SafeText? {
    switch status {
    case .modified: nil
    case .added: "new"
    case .deleted: "deleted"
    case .renamed: "renamed"
    case .copied: "copied"
    case .typeChanged: "of another kind"
    }
  }

  private static func drawHeading(_ section: Int, _ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let file = model.files.files[model.diff.sections[section].file]
    let isOpen = model.diff.sections[section].isOpen
    let rule = model.configuration.isAccessible ? " " : "─"
    func rules(_ count: Int) -> SafeText { SafeText(String(repeating: rule, count: count)) }
    var line = Line(rules(2) + " ", .border)
    let isReviewed = model.reviewed.contains(file.reviewKey)
    var right = Line()
    if isReviewed { right.add(" \(Mark.reviewed) reviewed", .good) }
    if !isOpen { right.add(" folded", .dim) }
    if !right.spans.isEmpty { right.add(" " + rules(2), .border) }
    var counts = Line()
    if let known = model.files.counts[model.diff.sections[section].file], !known.isBinary {
      counts.add("  +\(known.additions)", .addition)
      counts.add(" −\(known.deletions)", .deletion)
    }
    var about = Line()
    if let word = Self.word(file.status) { about.add("  " + word, .dim) }
    if model.files.generated.contains(model.diff.sections[section].file) {
      about.add("  generated", .dim)
    }
    if let words = model.diff.sections[section].lens.words {
      about.add("  " + words, .override)
    } else if file.group != .synced {
      about.add(file.group == .edge ? "  yours" : "  outside", file.group.role)
    }
    about = about.adding(NoteMarks.heading(file, model))
    let room = rect.width - 3 - right.width - counts.width - about.width - 4
    line.add(file.shownPath.text.truncatedFront(to: max(8, room)), .heading)
    line = line.adding(about).adding(counts)
    let rest = rect.width - line.width - right.width - 1
    if rest > 1 { line.add(" " + rules(rest - 1), .border) }
    line = line.adding(right)
    canvas.line(line, x: rect.x, y: rect.y, width: rect.width)
  }
}
