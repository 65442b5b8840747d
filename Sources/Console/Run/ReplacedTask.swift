import Locks

/// Work of which the newest alone is wanted.
final class ReplacedTask: Sendable {
  private let task = Mutex<Task<Void, Never>?>(nil)

  /// Stops what goes on.
  func cancel() {
    task.withLock { $0?.cancel() }
  }

  /// Starts work in the place of what goes on; a queue knows of it until it ends.
  func start(in queue: MessageQueue, _ work: @escaping @Sendable () async -> Void) {
    queue.begin()
    task.withLock { task in
      task?.cancel()
      task = Task {
        await work()
        queue.end()
      }
    }
  }
}
