import Journal
import Support
import Testing

@testable import Checks

@Suite struct BenchmarkComparisonTests {
  private let steady = [10.0, 10.1, 9.9, 10.05, 9.95, 10.0, 10.1, 9.9, 10.02, 9.98, 10.0, 10.01]

  private func compare(
    _ candidate: [Double], _ baseline: [Double], isBiggerBetter: Bool = false,
    tolerance: Double = 0.05
  ) -> BenchmarkComparison {
    BenchmarkComparison(
      candidate, against: baseline, isBiggerBetter: isBiggerBetter, tolerance: tolerance)
  }

  @Test func aSlowerCandidateIsToldBySize() throws {
    let comparison = compare(steady.map { $0 * 1.2 }, steady)
    #expect(comparison.verdict == .slower)
    let change = try #require(comparison.change)
    #expect(abs(change - 0.2) < 0.001)
    #expect(try #require(comparison.band).contains(change))
    #expect(compare(steady.map { $0 * 0.8 }, steady).verdict == .faster)
    #expect(compare(steady, steady).verdict == .same)
  }

  @Test func aBiggerRateIsBetter() {
    let more = steady.map { $0 * 1.2 }
    #expect(compare(more, steady, isBiggerBetter: true).verdict == .faster)
    #expect(compare(steady, more, isBiggerBetter: true).verdict == .slower)
  }

  @Test func whatIsToleratedIsNoChange() {
    #expect(compare(steady.map { $0 * 1.02 }, steady).verdict == .same)
    #expect(compare(steady.map { $0 * 1.02 }, steady, tolerance: 0.01).verdict == .slower)
  }

  @Test func slowMachinesSlowBothRunsOfAPair() {
    let drift = (0..<12).map { 1 + Double($0) / 4 }
    let baseline = zip(steady, drift).map { $0 * $1 }
    #expect(compare(zip(steady, drift).map { $0 * $1 * 1.1 }, baseline).verdict == .slower)
    #expect(compare(zip(steady, drift).map { $0 * $1 * 1.001 }, baseline).verdict == .same)
  }

  @Test func noiseIsNoVerdict() {
    let noisy = [10.0, 14, 9, 12, 8, 11, 15, 9, 10, 13, 8, 12]
    #expect(compare(noisy, noisy.reversed()).verdict == .unclear)
  }

  @Test func fewRunsTellNothing() {
    #expect(compare([12, 12, 12, 12, 12, 12], [10, 10, 10, 10, 10, 10]).verdict == .unclear)
  }

  @Test func nothingMeasuredHasNoRatio() {
    #expect(compare([0, 1], [1, 1]).change == nil)
    #expect(compare([], []).verdict == .unclear)
    #expect(
      compare(Array(repeating: 0, count: 12), Array(repeating: 0, count: 12)).verdict == .same)
  }

  @Test func theSameRunsGiveTheSameVerdict() {
    let other = steady.shuffledBySeed(3).map { $0 * 1.06 }
    let first = compare(other, steady)
    #expect(compare(other, steady).band == first.band)
  }

  /// On equal code an alarm has to be rarer than 1 in 50, with no tolerance at all.
  @Test func equalCodeIsSeldomCalledSlower() {
    var random = SeededGenerator(seed: 5)
    func noise() -> Double {
      // The sum of twelve is close to a normal distribution; one run in ten is disturbed.
      let normal = (0..<12).reduce(-6.0) { sum, _ in sum + Double(random.below(1000)) / 1000 }
      return (1 + 0.02 * normal) * (random.chance(10) ? 1.2 : 1)
    }
    var alarms = 0
    for _ in 0..<150 {
      let runs = (0..<12).map { _ in (noise(), noise()) }
      if compare(runs.map(\.0), runs.map(\.1), tolerance: 0).verdict == .slower { alarms += 1 }
    }
    #expect(alarms <= 3)
  }
}

extension [Double] {
  /// The same numbers in another order.
  fileprivate func shuffledBySeed(_ seed: Int) -> [Double] {
    var random = SeededGenerator(seed: seed)
    return shuffled(using: &random)
  }
}
