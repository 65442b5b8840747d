import Foundation

/// Has what isn't seen at once wait until the commits are listed: side by side each takes as long again.
final class ListingGate: @unchecked Sendable {
  private let most: Double
  private let changed = NSCondition()
  private var listing: Int?

  /// Nothing to wait for yet.
  ///
  /// - Parameter most: Seconds that are waited at the most: a long listing holds nothing up.
  init(most: Double = 0.25) {
    self.most = most
  }

  /// A listing begins, in the place of an earlier one.
  func begin(_ listing: Int) {
    changed.withLock { self.listing = listing }
  }

  /// A listing has ended.
  func end(_ listing: Int) {
    changed.withLock {
      if self.listing == listing { self.listing = nil }
      changed.broadcast()
    }
  }

  /// Has whoever waits ask again whether its work is wanted.
  func askAgain() {
    changed.withLock { changed.broadcast() }
  }

  /// Returns once no listing goes on, or the work that waits isn't wanted any more.
  func wait(while isWanted: () -> Bool) {
    let end = Date(timeIntervalSinceNow: most)
    changed.lock()
    while listing != nil, isWanted(), changed.wait(until: end) {}
    changed.unlock()
  }
}
