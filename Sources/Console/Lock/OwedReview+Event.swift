import Git
import Journal
import Rules

extension Lock.OwedReview {
  /// The emergency as the event that it was.
  var event: SyncEvent {
    SyncEvent(
      id: "owed \(to.hex)", kind: .emergency, outcome: .landed, date: date, by: by, from: from,
      to: to, reason: reason)
  }

  /// Whether an event is the emergency that the review is of.
  func isOf(_ event: SyncEvent) -> Bool {
    event.kind == .emergency && event.outcome == .landed && event.from == from && event.to == to
  }
}
