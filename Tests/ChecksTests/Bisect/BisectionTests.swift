import Support
import Testing

@testable import Checks

@Suite struct BisectionTests {
  /// What a search came to, and how many were tried.
  private struct Found {
    var passing: Int?
    var failing: Int?
    var between = 0..<0
    var verdicts = 0
    var attempts = 0
  }

  /// Searches where all from one on fail, and some can't be tried.
  private func search(_ count: Int, broken: Int, untriable: Set<Int> = []) -> Found {
    var bisection = Bisection(count: count)
    var found = Found()
    while let next = bisection.next {
      found.attempts += 1
      if untriable.contains(next) {
        bisection.take(.untriable)
      } else {
        found.verdicts += 1
        bisection.take(next < broken ? .passes : .fails)
      }
    }
    (found.passing, found.failing) = (bisection.newestPassing, bisection.oldestFailing)
    found.between = bisection.between
    return found
  }

  @Test(arguments: [1, 2, 3, 7, 8, 100, 1000]) func findsWhatBrokeItWhereverItStands(_ count: Int) {
    var most = 0
    for broken in 0...count {
      let found = search(count, broken: broken)
      #expect(found.passing == (broken == 0 ? -1 : broken - 1))
      #expect(found.failing == (broken == count ? nil : broken))
      #expect(found.between.isEmpty)
      most = max(most, found.verdicts)
    }
    // The newest, what stands now, and a halving each.
    var halvings = 0
    while 1 << halvings < count { halvings += 1 }
    #expect(most <= halvings + 2)
  }

  @Test(arguments: 1...20) func oneInTenCantBeTried(_ seed: Int) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let untriable = Set((0..<1000).filter { _ in random.chance(10) })
      let broken = random.below(1000)
      let found = search(1000, broken: broken, untriable: untriable)
      let open = (0..<1000).filter { !untriable.contains($0) }
      #expect(found.failing == open.first { $0 >= broken })
      #expect(found.passing == open.last { $0 < broken } ?? -1)
      // Where the commit itself, or those just before it, can't be tried, all of them are named.
      #expect(found.failing.map { (found.between.lowerBound...$0).contains(broken) } ?? true)
      #expect(found.between.allSatisfy(untriable.contains))
      #expect(found.verdicts <= 12)
    }
  }

  @Test func whatStandsNowIsTriedWhereEveryCandidateFails() {
    var bisection = Bisection(count: 2)
    var tried: [Int] = []
    while let next = bisection.next {
      tried.append(next)
      bisection.take(.fails)
    }
    #expect(tried == [1, 0, -1])
    #expect(bisection.newestPassing == nil)
  }

  @Test func nothingIsTriedWhereThereIsNothing() {
    #expect(Bisection(count: 0).next == nil)
  }

  @Test func whereNothingCanBeTriedNothingIsKnown() {
    let found = search(5, broken: 0, untriable: [0, 1, 2, 3, 4])
    #expect(found.attempts == 5)
    #expect(found.passing == nil && found.failing == nil)
  }
}
