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

    init(for listingGate: ListingGate) {
      Thread.detachNewThread {
        listingGate.wait {
          self.asked.signal()
          return self.isWanted.withLock { $0 }
        }
        self.done.signal()
      }
    }
  }

  private let listingGate = ListingGate(most: 600)

  @Test func nothingIsWaitedForWithoutAListing() {
    listingGate.begin(1)
    listingGate.end(1)
    let waiting = Waiting(for: listingGate)
    waiting.done.wait()
    #expect(waiting.asked.wait(timeout: .now()) == .timedOut)
  }

  @Test func anEarlierListingsEndIsNotWaitedFor() {
    listingGate.begin(1)
    listingGate.begin(2)
    let waiting = Waiting(for: listingGate)
    waiting.asked.wait()
    listingGate.end(1)
    waiting.asked.wait()
    #expect(waiting.done.wait(timeout: .now()) == .timedOut)
    listingGate.end(2)
    waiting.done.wait()
  }

  @Test func whatIsNotWantedAnyMoreStopsWaiting() {
    listingGate.begin(1)
    let waiting = Waiting(for: listingGate)
    waiting.asked.wait()
    waiting.isWanted.withLock { $0 = false }
    listingGate.askAgain()
    waiting.done.wait()
  }

  @Test func aLongListingHoldsNothingUp() {
    let listingGate = ListingGate(most: 0)
    listingGate.begin(1)
    listingGate.wait { true }
  }
}
