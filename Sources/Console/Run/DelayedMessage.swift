import Foundation
import Locks

/// A message that is left after a while, unless it is of no use any more by then.
final class DelayedMessage: Sendable {
  private let isDue = Mutex(true)

  /// Leaves a message for the thread that draws; at once where there is no while.
  init(_ message: Message, to queue: MessageQueue, after pause: Duration) {
    guard pause > .zero else {
      queue.post(message)
      return
    }
    let seconds = pause / .seconds(1)
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds) { [self] in
      isDue.withLock { if $0 { queue.post(message) } }
    }
  }

  /// Says that it is of no use: it isn't left after this returns.
  func cancel() { isDue.withLock { $0 = false } }
}
