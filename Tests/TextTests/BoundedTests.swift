import Testing
import Text

/// Numbers from outside.
@Suite struct BoundedTests {
  @Test(
    arguments: [
      (1.5, 1.5), (0, 0), (-1, 0), (.nan, 0), (.infinity, Bounded.longest), (-.infinity, 0),
      (1e300, Bounded.longest), (.leastNonzeroMagnitude, .leastNonzeroMagnitude), (-0.0, 0),
    ] as [(Double, Double)])
  func secondsAreBounded(_ value: Double, _ bounded: Double) {
    #expect(Bounded.seconds(value) == bounded)
  }

  @Test(
    arguments: [
      (1.5, 2), (-1.5, -2), (.nan, 0), (.infinity, Bounded.most), (-.infinity, -Bounded.most),
      (1e300, Bounded.most), (0x1p63, Bounded.most), (-0x1p63, -Bounded.most), (.signalingNaN, 0),
    ] as [(Double, Int)])
  func wholeNumbersNeverTrap(_ value: Double, _ whole: Int) {
    #expect(Bounded.whole(value) == whole)
  }

  @Test(arguments: [Int.min, -1, 0, 7, Bounded.most, .max])
  func countsAndMomentsAreBounded(_ value: Int) {
    #expect((0...Bounded.most).contains(Bounded.count(value)))
    #expect((0...Bounded.latest).contains(Bounded.moment(value)))
    // Whatever is done with them fits.
    #expect(Bounded.count(value) * 1_000_000 >= 0)
    #expect(Bounded.moment(value) - Bounded.latest <= 0)
  }

  @Test(
    arguments: [
      (0, true), (1, true), (1e100, true), (1e-100, true), (-0.0, true), (-1, false),
      (1e101, false),
      (.leastNonzeroMagnitude, false), (.infinity, false), (.nan, false),
      (.greatestFiniteMagnitude, false),
    ] as [(Double, Bool)])
  func measuresCanBeHeldAgainstEachOther(_ value: Double, _ isOne: Bool) {
    #expect(Bounded.isMeasure(value) == isOne)
  }
}
