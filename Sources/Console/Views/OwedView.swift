import Git
import Reports
import Rules
import Terminal
import Text

/// What is owed, with that marked which was done.
enum OwedView {
  /// Rows above the list that say what it is for.
  private static let headRows = 2

  /// Rows of the list that are seen at once.
  static func rows(_ model: Model) -> Int { max(1, model.size.height - 4 - headRows) }

  static func draw(_ canvas: inout Canvas, _ chooser: OwedChooser) {
    let model = canvas.model
    let area = Rect(x: 0, y: 1, width: model.size.width, height: model.size.height - 2)
    let rect = area.centered(
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
    let list = Rect(
      x: inside.x, y: inside.y + headRows, width: inside.width,
      height: inside.height - headRows)
    var cursor = chooser.cursor
    cursor.show(count: chooser.items.count, visible: list.height)
    let shown = chooser.items.dropFirst(cursor.first).prefix(max(0, list.height))
    for (offset, item) in shown.enumerated() {
      canvas.row(
        Line(chooser.chosen.contains(item) ? "[x] " : "[ ] ", .key).adding(line(item, model)),
        in: list, y: list.y + offset, isSelected: cursor.first + offset == cursor.index,
        isFocused: true)
    }
    canvas.scrollBar(list, first: cursor.first, count: chooser.items.count)
    canvas.footer([
      Line("space", .key).adding(" tick", .footer),
      canvas.hint(.open, "acknowledge"),
      canvas.hint(.back, "back"),
    ])
  }

  private static func line(_ item: OwedChooser.Item, _ model: Model) -> Line {
    switch item {
    case .override(let path): PendingReport.override(path)
    case .review(let review): PendingReport.review(review, now: model.now)
    }
  }
}
