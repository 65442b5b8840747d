import Doctor
import Journal
import Planning

/// What is known of what is read on a screen of its own.
package enum TextMessage: Sendable {
  /// The sync events.
  case events([SyncEvent])
  /// What an event brought.
  case event(TextScreen.Detail)
  /// A commit with its whole message.
  case commit(CommitText)
  /// The status.
  case status(RepoStatus)
  /// What is wrong with the set-up.
  case diagnosis(Diagnosis)
}
