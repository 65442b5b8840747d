import Git
import Journal
import Reports
import Rules
import Terminal
import Text

/// What a sync event brought, and the way back to it.
enum EventView {
  static func rows(_ event: SyncEvent, _ detail: TextScreen.Detail?, _ model: Model) -> [Line] {
    let isPending = model.commits.owed.contains { $0.isOf(event) }
    let rows = EventReport.lines(
      event, measured: detail?.measured ?? [], brought: detail.map { ($0.commits, $0.files) },
      notes: detail?.notes ?? [],
      isPending: isPending, now: model.now)
    guard detail != nil, let commit = event.commit, event.outcome == .landed else { return rows }
    return rows + [
      Line(),
      Line("To go back to it: ", .dim).adding(model.configuration.keys.hint(.recover), .key)
        .adding(" shows the plan first, as ", .dim)
        .adding("edgesync recover --dry-run --to \(commit.short)", .key),
    ]
  }
}
