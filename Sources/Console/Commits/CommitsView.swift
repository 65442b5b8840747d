import Git
import Journal
import Rules
import Terminal
import Text
import Upstream

/// The commits since the pin, with the pin at their foot.
enum CommitsView {
  /// Whether rows of some cells have room for their authors' names.
  private static func hasNames(in width: Int) -> Bool { width >= 76 }

  /// Whether rows of some cells have room for their dates.
  private static func hasDates(in width: Int) -> Bool { width >= 60 }

  /// Whether rows of some cells have room for the lines that their commits change.
  static func hasLines(in width: Int) -> Bool { width >= 86 }

  static func draw(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let list = model.commits
    let isFocused = model.focus == .commits
    let more: SafeText = list.isSearched || model.summary == nil ? "" : "…"
    var title: SafeText = "Commits \(list.rows.touchingCount)\(more)"
    if let filtering = list.filtering {
      title =
        "Commits \(list.rows.touchingCount)\(more) of \(list.all.touchingCount) · "
        + filtering.filter.text
    }
    if model.position?.isRewritten == true, !list.all.isEmpty { title += " · step back" }
    let inside = canvas.pane(.commits, rect, title: title, note: place(list))
    if list.isComplete, list.all.isEmpty { drawGoodDay(&canvas, inside) }
    let seen = list.rows.dropFirst(list.cursor.first).prefix(inside.height)
    let marks = CommitMarks(seen, hasLines: hasLines(in: inside.width), model)
    for offset in 0..<inside.height {
      let index = list.cursor.first + offset
      guard index < list.count else { break }
      let y = inside.y + offset
      let isSelected = index == list.cursor.index
      if index == list.rows.count {
        drawPin(&canvas, inside, y: y, isSelected: isSelected, isFocused: isFocused)
      } else if index > list.rows.count {
        canvas.row(
          pending(index - list.rows.count - 1, model, inside.width), in: inside, y: y,
          isSelected: isSelected, isFocused: isFocused)
      } else {
        drawCommit(
          list.rows[index], marks, &canvas, inside, y: y, isSelected: isSelected,
          isFocused: isFocused)
      }
    }
    canvas.scrollBar(inside, first: list.cursor.first, count: list.count)
    drawSubject(&canvas, rect)
  }

  /// Which of the commits is under the cursor.
  private static func place(_ list: CommitList) -> SafeText {
    guard let selected = list.selected else { return "" }
    if selected.isTipOnly { return "tip" }
    let before = list.rows.count - list.rows.touchingCount
    return "\(list.cursor.index + 1 - before)/\(list.rows.touchingCount)"
  }

  /// What the commit under the cursor does, or why it is held, on the frame's bottom edge: its row has
  /// less room.
  private static func drawSubject(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    let text: SafeText
    var role = Role.dim
    if let hold = model.hold {
      text = Mark.held + " " + hold.text
      role = .warning
    } else if let row = model.commits.selected {
      text = row.subject
    } else if let review = model.commits.selectedOwed {
      text = "emergency: \(review.reason)"
    } else if let path = model.commits.selectedOverride {
      text = path.text
    } else {
      return
    }
    guard rect.width > 12 else { return }
    canvas.line(
      Line(" " + text.truncated(to: rect.width - 6) + " ", role), x: rect.x + 2,
      y: rect.maxY - 1, width: rect.width - 4)
  }

  /// Something that is pending, by its place below the pin.
  private static func pending(_ place: Int, _ model: Model, _ width: Int) -> Line {
    let list = model.commits
    if place < list.owed.count { return owed(list.owed[place], model) }
    return Line(Mark.attention + " ", .override).adding(
      list.overrides[place - list.owed.count].text.truncatedFront(to: max(8, width - 4)), .override)
  }

  /// An emergency that is owed a review.
  private static func owed(_ review: Lock.OwedReview, _ model: Model) -> Line {
    let age = Age(of: review.date, now: model.now)
    return Line(Mark.attention + " ", .override).adding(review.to.short, .id).adding(
      " \(age.short) ", .dim
    )
    .adding("review pending: ", .override).adding(SafeText(review.reason))
  }

  private static func drawCommit(
    _ row: CommitList.Row, _ marks: CommitMarks, _ canvas: inout Canvas, _ rect: Rect, y: Int,
    isSelected: Bool, isFocused: Bool
  ) {
    let model = canvas.model
    let search = model.search.flatMap { $0.pane == .commits ? $0 : nil }
    var line = Line()
    let isNamed = search.map { $0.isStart(of: row.id) } ?? false
    line.add(row.id == model.chosen ? Mark.candidate : " ", .key)
    line.add(row.id.short, isNamed ? .match : .id)
    if hasDates(in: rect.width) {
      line.add(" " + Age.onCalendar(row.time, now: model.now).padded(to: 8), .dim)
    }
    if hasNames(in: rect.width) {
      let width = rect.width < 120 ? 14 : 24
      line.add(" " + row.author.padded(to: width) + " ", .author, marking: search)
    } else {
      line.add(" " + row.author.initials.padded(to: 2) + " ", .author)
    }
    let right = marks.line(of: row)
    // The mark of the cursor and a blank before what is at the right have a cell each.
    let room = rect.width - line.width - right.width - 2
    var tags = Line()
    if let text = self.tags(of: row, in: room, model) { tags.add(text, .id, marking: search) }
    line.add(row.subject, marking: search)
    canvas.row(
      line, right: tags.adding(right), in: rect, y: y, isSelected: isSelected,
      isFocused: isFocused)
  }

  /// The tags of a commit, where the subject leaves room for them: as much of it as there is, or half of the room, is
  /// its own. In brackets, which no tag's name begins with, they are nothing else.
  private static func tags(of row: CommitList.Row, in room: Int, _ model: Model) -> SafeText? {
    let own = min(row.subject.width, (room + 1) / 2)
    return model.commits.tags[row.id]?.text(in: room - own - 2).map { "[\($0)]" }
  }

  private static func drawPin(
    _ canvas: inout Canvas, _ rect: Rect, y: Int, isSelected: Bool, isFocused: Bool
  ) {
    let model = canvas.model
    guard let pin = model.summary?.pin else { return }
    // Without its age: the header says how long ago it was taken, which is another.
    var line = Line("═ \(pin.id.short) pin ", .id)
    if let tags = model.commits.tags[pin.id]?.text(in: rect.width - line.width - 5) {
      line.add("· \(tags) ", .id)
    }
    let room = rect.width - 1 - line.width
    if room > 0 { line.add(SafeText(String(repeating: "═", count: room)), .border) }
    canvas.row(line, in: rect, y: y, isSelected: isSelected, isFocused: isFocused)
  }

  /// Nothing to review is a good day, and looks like one.
  private static func drawGoodDay(_ canvas: inout Canvas, _ rect: Rect) {
    let model = canvas.model
    guard let summary = model.summary else { return }
    let owed = model.owedItems.count
    var lines = [
      Line(owed == 0 ? Mark.good + " Nothing to review" : Mark.good + " Nothing new", .good)
    ]
    if owed > 0 {
      lines.append(
        Line("\(Mark.attention) \(owed) pending: ", .override).adding(
          model.configuration.keys.hint(.owed), .key
        )
        .adding(" shows \(owed == 1 ? "it" : "them")", .dim))
    }
    if let sync = model.position?.lastSync {
      lines.append(Line("last sync \(Age(of: sync.date, now: model.now).ago)", .dim))
      lines.append(Line("by \(sync.by)", .dim))
      lines.append(Line("next review \(Timestamp.day(sync.date + 7 * 86_400))", .dim))
    }
    if summary.isFetched { lines.append(canvas.hint(.fetch, "looks for more")) }
    let top = model.commits.count + 1
    for (offset, line) in lines.prefix(max(0, rect.height - top)).enumerated() {
      canvas.line(line, x: rect.x + 2, y: rect.y + top + offset, width: rect.width - 3)
    }
  }
}
