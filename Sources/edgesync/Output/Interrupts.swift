import ProgramEnd

/// Runs work that ctrl-c, SIGTERM, SIGHUP and the deadline cancel in good order, as long as that doesn't take long
/// (see ``Shutdown``); outside such work they end the program on the spot.
func cancellingOnInterrupt<Result: Sendable>(
  _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
  let task = Task { try await work() }
  return try await Shutdown.inOrder {
    task.cancel()
  } _: {
    try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
  }
}
