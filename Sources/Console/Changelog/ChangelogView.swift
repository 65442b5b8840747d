import Git
import Journal
import Landing
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
      canvas.line(Line("No sync yet.", .dim), x: inside.x, y: inside.y, width: inside.width)
    }
    canvas.list(count: events.count, &cursor, in: inside) { row(events[$0], model) }
    canvas.scrollBar(inside, first: cursor.first, count: events.count)
  }

  private static func row(_ event: SyncEvent, _ model: Model) -> Line {
    let isLanded = event.outcome == .landed
    var line = Line("\(isLanded ? "✓" : "✗") ", isLanded ? .good : .bad)
    line.add("\(Timestamp.day(event.date)) ", .dim)
    line.add(event.name.padded(to: 10))
    line.add(("\(event.outcome.rawValue)" as SafeText).padded(to: 9), isLanded ? .good : .bad)
    line.add("\(event.from?.short ?? "-") → \(event.to?.short ?? "-")  ", .id)
    if let files = event.files { line.add("\(counted(files, "file"))  ") }
    if model.commits.owed.contains(where: { $0.isOf(event) }) { line.add("! pending  ", .override) }
    if !event.overrides.isEmpty { line.add("!\(event.overrides.count)  ", .override) }
    if let reason = event.reason { line.add("\(reason)  ", .dim) }
    line.add("\(event.by)", .author)
    return line
  }
}
