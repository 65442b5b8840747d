import Foundation

/// Runs work that ctrl-c and SIGTERM cancel in good order instead of ending it on the spot; afterwards
/// they do what they did before.
func cancellingOnInterrupt<Result: Sendable>(
  _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  let task = Task { try await work() }
  let numbers = [SIGINT, SIGTERM, SIGHUP]
  let before = numbers.map { signal($0, SIG_IGN) }
  let sources = numbers.map { number in
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { task.cancel() }
    source.resume()
    return source
  }
  defer {
    for source in sources { source.cancel() }
    for (number, handler) in zip(numbers, before) { signal(number, handler) }
  }
  return try await withTaskCancellationHandler {
    try await task.value
  } onCancel: {
    task.cancel()
  }
}
