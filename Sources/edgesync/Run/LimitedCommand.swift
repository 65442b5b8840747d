import Rules
import Text

/// A command that comes to an end within a time where nobody is there to end it.
protocol LimitedCommand {
  var directory: DirectoryOptions { get }
  var limit: DeadlineOptions { get }
  /// The kind of sync that it makes; nil where it makes none.
  var syncKind: SyncKind? { get }
  /// Whether the limit holds at a terminal too.
  var isForNobody: Bool { get }
}

extension LimitedCommand {
  var syncKind: SyncKind? { nil }
  var isForNobody: Bool { false }

  /// Begins to count.
  func setDeadline() {
    let standard =
      isForNobody || !Confirmation.canAsk ? DeadlineOptions.standard : nil
    guard let seconds = limit.deadline?.seconds ?? standard else { return }
    Deadline.set(seconds: seconds, syncKind, in: directory.folder)
  }
}
