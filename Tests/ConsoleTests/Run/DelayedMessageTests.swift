import Testing

@testable import Console

/// Messages that are left after a while.
@Suite struct DelayedMessageTests {
  @Test func aMessageComesAtOnceAfterAWhileOrNever() async throws {
    let queue = try MessageQueue()
    _ = DelayedMessage(.tick(1), to: queue, after: .zero)
    let useless = DelayedMessage(.tick(2), to: queue, after: .milliseconds(1))
    useless.cancel()
    _ = DelayedMessage(.tick(3), to: queue, after: .milliseconds(20))
    var came: [Int] = []
    while came.count < 2 {
      for case .tick(let number) in queue.drain() { came.append(number) }
      if came.count < 2 { await queue.waitForMore() }
    }
    #expect(came == [1, 3])
  }
}
