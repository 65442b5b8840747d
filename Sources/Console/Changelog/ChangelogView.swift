import Git
import Journal
import Reports
import Rules
import Terminal
import Text

/// The sync events, newest first.
enum ChangelogView {
  static func draw(
    _ canvas: inout Canvas, _ events: [SyncEvent]?, _ cursor: inout ListCursor
  ) {
    let model = canvas.model
    let inside = canvas.screen(
      title: "Changelog",
      hints: [canvas.hint(.open, "open"), canvas.hint(.recover, "go back to it")])
    guard let events else {
      canvas.line(Line("…", .dim), x: inside.x, y: inside.y, width: inside.width)
      return
    }
    if events.isEmpty {
      canvas.line(Line("No sync events.", .dim), x: inside.x, y: inside.y, width: inside.width)
    }
    canvas.list(count: events.count, &cursor, in: inside) { row(events[$0], model) }
    canvas.scrollBar(inside, first: cursor.first, count: events.count)
  }

  private static func row(_ event: SyncEvent, _ model: Model) -> Line {
    let isPending = model.commits.owed.contains { $0.isOf(event) }
    return EventReport.row(event, isPending: isPending)
  }
}
