import Git
import Journal
import Rules
import Text

/// How syncs went lately: the last that didn't land, and when the last daily one ran.
struct SyncFacts {
  /// The newest sync that was refused or failed, unless one landed since.
  let failure: SyncEvent?
  /// When the last unattended sync ran, as far as this clone knows, in seconds since 1970; nil where it knows of none.
  let lastUnattended: Int?

  /// Picks them from events, newest first, and from the counts of runs.
  init(_ events: [SyncEvent], _ runs: [StateDatabase.RunCount]) {
    failure = events.prefix { $0.outcome != .landed }.first {
      $0.outcome == .failed || $0.outcome == .refused
    }
    let daily = events.filter { $0.kind == .daily }.map(\.date)
    lastUnattended = (daily + runs.filter { $0.command == "daily" }.map(\.last)).max()
  }

  var findings: [Finding] {
    guard let failure else { return [] }
    let why = failure.reason.map { ": \(SafeText($0))" as SafeText } ?? ""
    return [
      Finding(
        .syncFailed,
        "the last sync, \(failure.name), was \(failure.outcome == .refused ? "refused" : "cut short")\(why)",
        fix: retrying(failure))
    ]
  }

  private func retrying(_ event: SyncEvent) -> SafeText? {
    switch event.kind {
    case .daily: "edgesync daily"
    case .weekly: event.to.map { "edgesync pin \($0.hex) --yes" }
    case .emergency:
      event.to.map { "edgesync emergency \($0.hex) --reason \(word: event.reason ?? "again")" }
    case .recovery: "edgesync recover"
    }
  }
}
