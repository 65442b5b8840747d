import Foundation
import Locks
import Testing

@testable import Console

@Suite struct ListingGateTests {
  /// A thread that waits for the commits' list, and tells each time it is asked whether its work is wanted.
  private final class Waiting: Sendable {
    let asked = DispatchSemaphore(value: 0)
    let done = DispatchSemaphore(value: 0)
    let isWanted = Mutex(true)

    init(for listingFirst: ListingGate) {
      Thread.detachNewThread {
        listingFirst.wait {
          self.asked.signal()
          return self.isWanted.withLock { $0 }
        }
        self.done.signal()
      }
    }
  }

  private let listingFirst = ListingGate(most: 600)

  @Test func nothingIsWaitedForWithoutAListing() {
    listingFirst.begin(1)
    listingFirst.end(1)
    let waiting = Waiting(for: listingFirst)
    waiting.done.wait()
    #expect(waiting.asked.wait(timeout: .now()) == .timedOut)
  }

  @Test func anEarlierListingsEndIsNotWaitedFor() {
    listingFirst.begin(1)
    listingFirst.begin(2)
    let waiting = Waiting(for: listingFirst)
    waiting.asked.wait()
    listingFirst.end(1)
    waiting.asked.wait()
    #expect(waiting.done.wait(timeout: .now()) == .timedOut)
    listingFirst.end(2)
    waiting.done.wait()
  }

  @Test func whatIsNotWantedAnyMoreStopsWaiting() {
    listingFirst.begin(1)
    let waiting = Waiting(for: listingFirst)
    waiting.asked.wait()
    waiting.isWanted.withLock { $0 = false }
    listingFirst.askAgain()
    waiting.done.wait()
  }

  @Test func aLongListingHoldsNothingUp() {
    let listingFirst = ListingGate(most: 0)
    listingFirst.begin(1)
    listingFirst.wait { true }
  }
}
