import Git
import Landing
import Rules
import SystemPackage
import Text

/// Sees to it that a sync which fails before it is under way leaves a trace: a fetch that brings nothing, an
/// upstream that is gone, a remote that isn't to be reached.
enum FailureRecord {
  /// Runs a sync, and records what ends it where the sync itself hasn't.
  ///
  /// - Parameters:
  ///   - folder: A folder in the edge repo.
  ///   - isDryRun: Whether nothing is to change, so that nothing is recorded either.
  ///   - work: The sync; it hands over its run as soon as there is one.
  static func keeping(
    _ kind: SyncKind, at folder: FilePath, isDryRun: Bool,
    _ work: (_ started: (SyncRun) -> Void) async throws -> Void
  ) async throws {
    var run: SyncRun?
    do {
      try await work { run = $0 }
    } catch let error as any ActionableError {
      if !isDryRun, run?.session.isRecorded != true, isWorthIt(error) {
        // Whether it can be recorded or not, why it failed is what has to be told.
        try? SyncSession.recordFailure(
          of: kind, at: folder, now: SystemClock.now(), error.message)
      }
      throw error
    }
  }

  /// Whether a failure says something of the edge repo: not that it was called wrongly, or that another run is at
  /// work.
  private static func isWorthIt(_ error: any ActionableError) -> Bool {
    !(error is DeadlinePassed) && ![.usage, .locked].contains(error.exitStatus)
  }
}
