import Git
import Sync
import Terminal
import Text

/// The sync events, newest first, and what one of them brought.
enum ChangelogView {
  static func draw(_ canvas: inout Canvas, _ screen: ChangelogScreen) {
    if let event = screen.open {
      OverlayView.screen(
        &canvas, title: "\(Timestamp.day(event.date)) \(event.kind.rawValue) \(event.outcome.rawValue)",
        detailRows(screen, canvas.model), screen.detailCursor)
      return
    }
    let inside = OverlayView.frame(
      &canvas, title: "Changelog", hints: [canvas.hint(.open, "open")])
    guard let events = screen.events else {
      canvas.line(Line("…", .dim), x: inside.x, y: inside.y, width: inside.width)
      return
    }
    if events.isEmpty {
      canvas.line(Line("No sync yet.", .dim), x: inside.x, y: inside.y, width: inside.width)
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
    let isLanded = event.outcome == .landed
    var line = Line("\(isLanded ? "✓" : "✗") ", isLanded ? .good : .bad)
    line.add("\(Timestamp.day(event.date)) ", .dim)
    line.add(("\(event.kind.rawValue)" as SafeText).padded(to: 10))
    line.add(("\(event.outcome.rawValue)" as SafeText).padded(to: 9), isLanded ? .good : .bad)
    line.add("\(event.from?.short ?? "-") → \(event.to?.short ?? "-")  ", .id)
    line.add("\(counted(event.files, "file"))  ")
    if !event.overrides.isEmpty { line.add("!\(event.overrides.count)  ", .override) }
    if let reason = event.reason { line.add("\(reason)  ", .dim) }
    line.add("\(event.by)", .author)
    return line
  }

  static func detailRows(_ screen: ChangelogScreen, _ model: Model) -> [Line] {
    guard let event = screen.open else { return [] }
    var rows = [
      Line("\(event.from?.hex ?? "unknown") → ", .id), Line("\(event.to?.hex ?? "unknown")", .id),
      Line("by ", .dim).adding("\(event.by)", .author)
        .adding(", \(Age(of: event.date, now: model.now).ago)", .dim),
    ]
    if let reason = event.reason {
      rows += SafeText(reason).wrapped(to: max(20, model.size.width - 6)).map { Line($0, .warning) }
    }
    rows.append(Line())
    for check in event.checks {
      let isGood = check.state == .passed
      rows.append(
        Line(isGood ? "✓ " : "✗ ", isGood ? .good : .bad)
          .adding("\(check.name) \(check.state.rawValue) \(ValidationView.seconds(check.seconds))"))
    }
    for path in event.overrides {
      rows.append(Line("! ", .override).adding(path.text + "  to carry over by hand"))
    }
    guard let detail = screen.detail else { return rows + [Line(), Line("…", .dim)] }
    rows.append(Line())
    rows.append(Line(counted(detail.commits.count, "commit"), .heading))
    for commit in detail.commits {
      rows.append(
        Line("  \(commit.id.short) ", .id).adding(SafeText(commit.subject))
          .adding("  \(commit.author.name)", .author))
    }
    rows.append(Line())
    rows.append(Line(counted(detail.files.count, "file"), .heading))
    for file in detail.files where file.group != .outside {
      let role: Theme.Role = file.group == .edge ? .override : .synced
      let mark: SafeText = file.group == .edge ? "!" : SafeText(file.status.letter)
      rows.append(Line("  \(mark) ", role).adding(file.shownPath.text))
    }
    if let commit = event.commit {
      rows.append(Line())
      rows.append(Line("To go back to before it: ", .dim).adding("git revert \(commit.short)", .key))
    }
    return rows
  }
}
