import Git
import Journal

/// What is to be told on a screen of its own.
package enum TextEffect: Sendable {
  /// The sync events.
  case loadEvents
  /// What an event brought.
  case loadEvent(SyncEvent)
  /// A commit with its whole message.
  case loadCommit(ObjectID)
  /// The status.
  case loadStatus
  /// What is wrong with the set-up, upstream's answer included.
  case loadDiagnosis
}
