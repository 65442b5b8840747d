import Landing
import Locks
import Rules
import SystemPackage
import Text
import Upstream
import ProgramEnd

/// The time within which a command has to be done: on its end, what was cut short is recorded and said.
enum Deadline {
  private struct State {
    var kind: SyncKind?
    var folder: FilePath?
    /// The url that is being fetched; nil where upstream isn't waited for.
    var fetching: SafeText?
    var isRecorded = false
  }

  private static let state = Mutex(State())

  /// Begins to count.
  static func set(seconds: Int, _ kind: SyncKind?, in folder: FilePath) {
    state.withLock { ($0.kind, $0.folder) = (kind, folder) }
    Shutdown.setDeadline(seconds: seconds) {
      let passed = passed(seconds)
      return (("edgesync: " + passed.message).string, passed.exitStatus.rawValue)
    }
  }

  /// Does work that waits for upstream.
  static func fetching<Result>(
    _ url: SafeText, _ work: () async throws -> Result
  ) async rethrows -> Result {
    state.withLock { $0.fetching = url }
    let result = try await work()
    state.withLock { $0.fetching = nil }
    return result
  }

  /// Records, once, that the time is over, and gives what is to be said.
  static func passed(_ seconds: Int) -> DeadlinePassed {
    let (kind, folder, fetching, isFirst) = state.withLock { state in
      defer { state.isRecorded = true }
      return (state.kind, state.folder, state.fetching, !state.isRecorded)
    }
    let passed = DeadlinePassed(seconds: seconds, upstream: fetching)
    if isFirst { RunRecord.end(with: passed) }
    if isFirst, let kind, let folder {
      // Whether it can be recorded or not, that it ended is what has to be told.
      try? SyncSession.recordFailure(of: kind, at: folder, now: SystemClock.now(), passed.message)
    }
    return passed
  }
}

/// A command didn't come to an end within its time.
struct DeadlinePassed: ActionableError {
  let seconds: Int
  /// The url of the upstream that was waited for; nil where it was something else.
  let upstream: SafeText?

  var what: SafeText { upstream.map { "upstream \($0) can't be reached" } ?? "it was ended" }
  var why: SafeText {
    let time: SafeText =
      seconds % 3600 == 0
      ? counted(seconds / 3600, "hour")
      : seconds % 60 == 0 ? counted(seconds / 60, "minute") : counted(seconds, "second")
    return upstream == nil
      ? "it wasn't done within \(time)" : "the fetch wasn't done within \(time)"
  }
  var remedy: SafeText {
    upstream.map { "Try `\(UpstreamError.asking($0))`, or give it more time with --deadline" }
      ?? "Run it at a terminal to see what takes so long, or give it more time with --deadline"
  }
  var exitStatus: ExitStatus { upstream == nil ? .failed : .unreachable }
}
