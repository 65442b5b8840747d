import Git
import Journal
import Rules
import Terminal
import Text

/// What a sync event brought.
enum EventView {
  static func title(_ event: SyncEvent) -> SafeText {
    "\(Timestamp.day(event.date)) \(event.name) \(event.outcome.rawValue)"
  }

  static func rows(_ event: SyncEvent, _ detail: TextScreen.Detail?, _ model: Model) -> [Line] {
    var rows = [
      Line("from ", .dim).adding("\(event.from?.hex ?? "unknown")", .id),
      Line("to   ", .dim).adding("\(event.to?.hex ?? "unknown")", .id),
      Line("by   ", .dim).adding("\(event.by)", .author)
        .adding(", \(Age(of: event.date, now: model.now).ago)", .dim),
    ]
    if let reason = event.reason {
      rows.append(Line(SafeText(reason), .warning))
    }
    if model.commits.owed.contains(where: { $0.isOf(event) }) {
      rows.append(Line("! review pending", .override))
    }
    rows.append(Line())
    for check in event.checks {
      rows.append(
        Line(check.state.mark + " ", ValidationView.role(of: check.state))
          .adding("\(check.name) \(check.state.rawValue) \(Elapsed(check.seconds).text)"))
    }
    for path in event.overrides {
      rows.append(Line("! ", .override).adding(path.text + "  to carry over by hand"))
    }
    guard let detail else { return rows + [Line(), Line("…", .dim)] }
    rows.append(Line())
    rows.append(Line(counted(detail.commits.count, "commit"), .heading))
    for commit in detail.commits {
      rows.append(
        Line("  \(commit.id.short) ", .id).adding(SafeText(commit.subject))
          .adding("  \(commit.author.name)", .author))
    }
    rows.append(Line())
    let own = detail.files.filter { $0.group != .outside }
    let overrides = own.count { $0.group == .edge }
    let outside = detail.files.count - own.count
    rows.append(
      Line(counted(own.count - overrides, "file"), .heading)
        .adding(overrides > 0 ? ", \(counted(overrides, "override"))" : "", .override)
        .adding(outside > 0 ? ", and \(outside) outside" : "", .dim))
    for file in own {
      let role: Role = file.group == .edge ? .override : .synced
      let mark: SafeText = file.group == .edge ? "!" : SafeText(file.status.letter)
      rows.append(Line("  \(mark) ", role).adding(file.shownPath.text))
    }
    if let commit = event.commit, event.outcome == .landed {
      rows.append(Line())
      rows.append(
        Line("To go back to it: ", .dim).adding(model.configuration.keys.hint(.recover), .key)
          .adding(" shows the plan first, as ", .dim)
          .adding("edgesync recover --dry-run --to \(commit.short)", .key))
    }
    return rows
  }
}
