import Git
import Journal
import Reports
import Rules
import Terminal
import Text

/// The sync events, newest first.
enum ChangelogView {
  static func draw(_ canvas: inout Canvas, _ screen: ChangelogScreen) {
    let inside = OverlayView.frame(
      &canvas, title: "Changelog",
      hints: [canvas.hint(.open, "open"), canvas.hint(.recover, "go back to it")])
    guard let events = screen.events else {
      canvas.line(Line("…", .dim), x: inside.x, y: inside.y, width: inside.width)
      return
    }
    if events.isEmpty {
      canvas.line(Line("No sync events.", .dim), x: inside.x, y: inside.y, width: inside.width)
    }
    var cursor = screen.cursor
    cursor.show(count: events.count, visible: inside.height)
    for (offset, event) in events.dropFirst(cursor.first).prefix(inside.height).enumerated() {
      canvas.row(
        row(event, canvas.model), in: inside, y: inside.y + offset,
        isSelected: cursor.first + offset == cursor.index, isFocused: true)
    }
    canvas.scrollBar(inside, first: cursor.first, count: events.count)
  }

  private static func row(_ event: SyncEvent, _ model: Model) -> Line {
    let isPending = model.commits.owed.contains { $0.isOf(event) }
    return EventReport.row(event, isPending: isPending)
  }
}
