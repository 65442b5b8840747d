import Git
import Reports
import Rules
import Terminal
import Text

/// What is owed, with that marked which was done.
enum OwedView {
  /// Rows above the list that say what it is for.
  private static let headRows = 2
  /// Cells before an item: the cursor's bar and the box.
  private static let headWidth = 5

  static func draw(
    _ canvas: inout Canvas, _ chooser: OwedChooser, _ cursor: inout ListCursor
  ) {
    let model = canvas.model
    let rect = canvas.betweenHeaderAndFooter.centered(
      width: min(model.size.width - 2, 100), height: chooser.items.count + headRows + 2)
    let inside = canvas.dialog(rect, title: "Pending \(chooser.items.count)")
    let branch = model.summary?.branch ?? ""
    let head: SafeText =
      chooser.isLanding
      ? "changing edgesync.lock…"
      : "Tick what was carried over, set aside or reviewed. One commit on \(branch)."
    canvas.line(
      Line(head, chooser.isLanding ? .warning : .dim), x: inside.x, y: inside.y,
      width: inside.width)
    if chooser.hasConflictsTicked {
      canvas.line(
        Line("\(Mark.attention) conflicts aren't resolved in what is ticked", .warning),
        x: inside.x,
        y: inside.y + 1, width: inside.width)
    }
    let list = Rect(
      x: inside.x, y: inside.y + headRows, width: inside.width,
      height: inside.height - headRows)
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
