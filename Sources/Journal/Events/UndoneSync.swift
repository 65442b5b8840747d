import Git
import Rules
import Text
import Upstream

/// A sync that was undone without edgesync, as by `git revert`, with no word of whether it may come back.
package struct UndoneSync: Hashable, Sendable {
  /// What undid it.
  package let event: SyncEvent
  /// The pin that was left.
  package let pin: ObjectID

  /// The sync that an event undid; nil where it undid none, or what it left is held.
  ///
  /// - Parameters:
  ///   - event: The event that landed last.
  ///   - lock: The present lock.
  package init?(by event: SyncEvent, at lock: Lock) {
    guard event.undoes != nil, let pin = event.from, event.to == lock.pin.id,
      !lock.held.contains(where: { $0.id == pin })
    else { return nil }
    self.event = event
    self.pin = pin
  }

  /// The sync whose undoing the pin of an edge repo comes from; nil where there is none.
  package init?(of edge: EdgeRepo) throws {
    guard let event = try EventLog(edge).landed(limit: 1).first else { return nil }
    self.init(by: event, at: edge.lock)
  }

  /// What happened.
  package var text: SafeText {
    "the sync to \(pin.short) was undone on \(Timestamp.day(event.date)) by \(event.by), in \(event.commit?.short ?? "")"
  }

  /// What to do about it.
  package var advice: SafeText {
    "Keep it out with `edgesync hold \(pin.short) --reason TEXT`, or take it again with `edgesync pin \(pin.short)`; `edgesync recover` undoes a sync and holds it in one step"
  }
}
