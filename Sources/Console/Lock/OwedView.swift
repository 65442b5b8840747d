import Git
import Reports
import Rules
import Terminal
import Text

/// What is owed, with that marked which was done.
enum OwedView {
  /// Cells before an item: the cursor's bar and the box.
  private static let headWidth = 5

  static func draw(
    _ canvas: inout Canvas, _ chooser: OwedChooser, _ cursor: inout ListCursor
  ) {
    let model = canvas.model
    let room = canvas.betweenHeaderAndFooter
    let width = min(model.size.width - 2, 100)
    let head = head(chooser, model, width: width - 4, most: max(1, room.height * 3 / 8))
    let rect = room.centered(width: width, height: chooser.items.count + head.count + 2)
    let inside = canvas.dialog(rect, title: "Pending \(chooser.items.count)")
    for (offset, row) in head.enumerated() {
      canvas.line(row, x: inside.x, y: inside.y + offset, width: inside.width)
    }
    let list = Rect(
      x: inside.x, y: inside.y + head.count, width: inside.width,
      height: inside.height - head.count)
    canvas.list(count: chooser.items.count, &cursor, in: list) { place in
      let item = chooser.items[place]
      return Line(chooser.chosen.contains(item) ? "[x] " : "[ ] ", .key).adding(
        line(item, chooser, model, list.width - headWidth))
    }
    canvas.scrollBar(list, first: cursor.first, count: chooser.items.count)
    canvas.footer([
      canvas.hint(.tick, "tick"),
      canvas.hint(.open, "acknowledge"),
      canvas.hint(.back, "back"),
    ])
  }

  /// What the list is for, and what speaks against ticking; the place of that stays where there is room for both.
  private static func head(
    _ chooser: OwedChooser, _ model: Model, width: Int, most: Int
  ) -> [Line] {
    let branch = model.summary?.branch ?? ""
    let purpose: SafeText =
      chooser.isLanding
      ? "changing edgesync.lock…"
      : "Tick what was carried over, set aside or reviewed. One commit on \(branch)."
    let purposeRows = Line(purpose, chooser.isLanding ? .warning : .dim)
      .wrapped(to: width, indent: 0)
    guard chooser.hasConflictsTicked else { return Array((purposeRows + [Line()]).prefix(most)) }
    let warning = Line("\(Mark.attention) conflicts aren't resolved in what is ticked", .warning)
      .wrapped(to: width)
    return Array(purposeRows.prefix(max(0, most - warning.count)) + warning)
  }

  private static func line(
    _ item: OwedChooser.Item, _ chooser: OwedChooser, _ model: Model, _ width: Int
  ) -> Line {
    if let conflicts = chooser.conflicts(of: item) {
      return PendingReport.override(conflicts, width: width)
    }
    return switch item {
    case .override(let path): PendingReport.override(path)
    case .review(let review): PendingReport.review(review, now: model.now)
    }
  }
}
