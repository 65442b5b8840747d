import Foundation
import Locks

/// Signals as things that happened, for a loop to take in its own time.
final class Signals {
  private final class Pending: Sendable {
    let numbers = Mutex<Set<Int32>>([])
  }

  private let pending = Pending()
  private let sources: [any DispatchSourceSignal]

  /// Watches for another size, and for going on after a stop.
  ///
  /// - Parameter wake: Called when one has come.
  init(wake: @escaping @Sendable () -> Void) {
    let queue = DispatchQueue(label: "edgesync-signals")
    sources = [SIGWINCH, SIGCONT].map { [pending] number in
      if number != SIGCONT { signal(number, SIG_IGN) }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler {
        _ = pending.numbers.withLock { $0.insert(number) }
        wake()
      }
      source.resume()
      return source
    }
  }

  deinit {
    for source in sources { source.cancel() }
  }

  /// Takes the signals that have come.
  func take() -> Set<Int32> {
    pending.numbers.withLock { numbers in
      defer { numbers = [] }
      return numbers
    }
  }
}
