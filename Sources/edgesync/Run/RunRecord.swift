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
  private struct State {
    /// The command's name, and a folder of the edge repo it is about; nil where none is to be counted.
    var command: (name: String, folder: FilePath)?
    var outcome: SyncEvent.Outcome?
  }

  private static let state = Mutex(State())

  /// Begins with a command.
  static func begin(_ command: any WatchedCommand) {
    let counted = command.isWatched ? (name: command.name, folder: command.directory.folder) : nil
    state.withLock { $0.command = counted }
  }

  /// Notes what came of a sync.
  static func note(_ outcome: SyncEvent.Outcome) {
    state.withLock { $0.outcome = outcome }
  }

  /// Counts the command, unless that was done: by what it noted, and by what ended it.
  ///
  /// - Parameter error: What ended it; nil where it came to its end.
  static func end(with error: (any Error)?) {
    let (command, outcome) = state.withLock { state in
      defer { state.command = nil }
      return (state.command, state.outcome)
    }
    guard let command, let word = word(for: error, outcome) else { return }
    // Whether it can be counted or not, how it ended is what has to be told.
    try? record(word, of: command)
  }

  private static func record(
    _ word: String, of command: (name: String, folder: FilePath)
  ) throws {
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
