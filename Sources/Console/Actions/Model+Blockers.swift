import Git
import Journal
import Planning
import Rules
import Text

extension Model {
  /// Why the candidate can't land now; nil where it can.
  var landingBlocker: SafeText? {
    if activities[.landing] != nil { return "a sync is landing" }
    if chosen == nil, commits.selectedOwed != nil {
      return "already taken; \(configuration.keys.hint(.reviewed)) marks it as reviewed"
    }
    if chosen == nil, commits.selectedOverride != nil {
      let key = configuration.keys.hint(.acknowledge)
      return "its change is pinned already; \(key) says that you have seen to it"
    }
    if let chosen, candidateRow == nil {
      return chosen == summary?.pin.id
        ? "the candidate is the pin now" : "the commits are still being listed"
    }
    guard let row = candidateRow, let hold = commits.holds[row.id] else { return nil }
    let key = configuration.keys.hint(.hold)
    return row.id == commits.selected?.id
      ? "\(hold.text); \(key) lifts the hold" : "\(hold.text); \(key) on it lifts the hold"
  }

  /// Why the sync under the cursor can't be gone back to; nil where it can.
  var recoveryBlocker: SafeText? {
    if activities[.landing] != nil { return "a sync is landing" }
    guard let event = selectedEvent else { return "go to a sync in the changelog first" }
    if event.outcome != .landed || event.to == nil {
      return "it didn't land, so there is nothing to go back to"
    }
    return event.commit == nil
      ? "go to it in the changelog first (\(configuration.keys.hint(.changelog)))" : nil
  }
}
