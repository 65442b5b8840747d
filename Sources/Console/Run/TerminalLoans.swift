import Git
import Locks

/// Work that needs the console's terminal, as git does where it has to ask for a passphrase: it waits here for the
/// thread that draws, which steps aside for it.
final class TerminalLoans: TerminalLender {
  private struct State {
    var waiting: [@Sendable (_ isLent: Bool) async -> Void] = []
    var isClosed = false
  }

  private let state = Mutex(State())
  private let wake: @Sendable () -> Void

  /// - Parameter wake: Called when something waits.
  init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  func lend<Result: Sendable>(
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      let job: @Sendable (Bool) async -> Void = { isLent in
        do {
          if !isLent { throw CancellationError() }
          continuation.resume(returning: try await work())
        } catch {
          continuation.resume(throwing: error)
        }
      }
      let isClosed = state.withLock { state in
        if !state.isClosed { state.waiting.append(job) }
        return state.isClosed
      }
      if isClosed {
        continuation.resume(throwing: CancellationError())
      } else {
        wake()
      }
    }
  }

  /// Takes what waits; each is to be done once the terminal is free.
  func take() -> [@Sendable (_ isLent: Bool) async -> Void] {
    state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  /// Lends nothing any more: what waits is cancelled.
  func close() async {
    state.withLock { $0.isClosed = true }
    for job in take() { await job(false) }
  }
}
