import Foundation

/// Who is at work still; the others go on until nobody is.
final class Attendance: @unchecked Sendable {
  private let condition = NSCondition()
  private var count = 0

  /// Somebody begins.
  func enter() { condition.withLock { count += 1 } }

  /// Somebody is done.
  func leave() {
    condition.withLock {
      count -= 1
      if count == 0 { condition.broadcast() }
    }
  }

  /// Waits until nobody is at work, at most until a moment; whether nobody is.
  func everybodyLeft(by moment: Date) -> Bool {
    condition.withLock {
      while count > 0, condition.wait(until: moment) {}
      return count == 0
    }
  }
}
