import ArgumentParser
import Journal
import Locks
import ProgramEnd
import Rules
import SystemPackage
import Text
import Upstream

/// How the present command ends, counted once in `state.db`: for metrics, and for who asks whether a job still runs.
enum RunRecord {
  /// A command that has ended.
  struct Ended {
    /// A folder of the edge repo it was about.
    let folder: FilePath
    /// When it began, in seconds since 1970.
    let started: Int
    /// What came of the sync that it made; nil where that is none, or it failed.
    let outcome: SyncEvent.Outcome?
    /// Whether alerts are looked at now: it was of that kind, and nobody is there to see what it says.
    let isUnattended: Bool
  }

  private struct Command {
    let name: String
    let folder: FilePath
    let started: Int
    let isUnattended: Bool
    var outcome: SyncEvent.Outcome?
    var isCounted = false
  }

  /// The present command; nil where it is none that is counted.
  private static let state = Mutex<Command?>(nil)

  /// Begins with a command.
  static func begin(_ command: any WatchedCommand) {
    guard command.isWatched else { return }
    let begun = Command(
      name: command.name, folder: command.directory.folder, started: SystemClock.now(),
      isUnattended: command.isFollowedByAlerts && (command.isForNobody || !Confirmation.canAsk))
    state.withLock { $0 = begun }
  }

  /// Notes what came of a sync.
  static func note(_ outcome: SyncEvent.Outcome) {
    state.withLock { $0?.outcome = outcome }
  }

  /// Counts the command, unless that was done: by what it noted, and by what ended it.
  ///
  /// - Parameter error: What ended it; nil where it came to its end.
  /// - Returns: The command; nil where it isn't counted.
  @discardableResult
  static func end(with error: (any Error)?) -> Ended? {
    let command = state.withLock { command in
      defer { command?.isCounted = true }
      return command
    }
    guard let command, let word = word(for: error, command.outcome) else { return nil }
    if !command.isCounted {
      // Whether it can be counted or not, how it ended is what has to be told.
      try? record(word, of: command)
    }
    return Ended(
      folder: command.folder, started: command.started,
      outcome: SyncEvent.Outcome(rawValue: word), isUnattended: command.isUnattended)
  }

  private static func record(_ word: String, of command: Command) throws {
    let place = try EdgeRepo.Place(at: command.folder)
    try StateDatabase(in: place.state).recordRun(
      command: command.name, outcome: word, date: SystemClock.now())
  }

  /// How it ended, as one of few words; nil where it was called wrongly, or where there is nothing to sync.
  private static func word(
    for error: (any Error)?, _ outcome: SyncEvent.Outcome?
  ) -> String? {
    guard let error else { return outcome?.rawValue ?? "done" }
    let failed = SyncEvent.Outcome.failed.rawValue
    if let cause = Shutdown.cause {
      if case .signal = cause { return "cancelled" }
      return failed
    }
    switch error {
    case is Ending: return outcome?.rawValue ?? failed
    case is CancellationError: return "cancelled"
    case ManifestError.noManifest: return nil
    case let error as any ActionableError:
      if error.exitStatus == .usage { return nil }
      return error.isRefusal || error.exitStatus == .locked
        ? SyncEvent.Outcome.refused.rawValue : failed
    default: return EdgesyncCommand.exitCode(for: error) == .validationFailure ? nil : failed
    }
  }
}
