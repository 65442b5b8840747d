import Git
import Rules
import Text

/// Tells, while events are read from the newest on, which of them undid an earlier one: the pin went back to where
/// that sync had found it, by a commit that isn't edgesync's own.
struct UndoneSyncs {
  /// Events that may have undone an earlier one, by their ids.
  private var searching: Set<String> = []

  /// Whether it isn't known yet of one of some events.
  func isSearching(in events: some Sequence<SyncEvent>) -> Bool {
    !searching.isEmpty && events.contains { searching.contains($0.id) }
  }

  /// Adds an event, the next older one.
  ///
  /// - Parameter goesBack: Whether it may itself have undone one.
  mutating func take(_ event: SyncEvent, into events: inout [SyncEvent], goesBack: Bool) {
    for index in events.indices where searching.contains(events[index].id) {
      guard event.from == events[index].to, event.from != event.to else { continue }
      events[index].undoes = event.commit
      events[index].kind = .recovery
      events[index].reason =
        "undoes the sync \(event.commit?.short.string ?? "") of \(Timestamp.day(event.date))"
      searching.remove(events[index].id)
    }
    events.append(event)
    if goesBack, event.from != event.to { searching.insert(event.id) }
  }
}
