import Properties
import Support
import Testing

/// Random pairs in their short form.
@Suite struct PairPropertyTests {
  @Test func whatLandsIsExactlyUpstreamsUnderAnyManifest() async throws {
    let count = HistoryCount.of(short: 6, share: 10)
    let property = try PairProperty(seeds: Array(90_000..<(90_000 + count)))
    var tally = PairProperty.Tally()
    for number in 0..<count { tally = tally + (try await property.run(number, programShare: 12)) }
    #expect(tally.violations == [])
    // Each pair was tried, and the checker saw syncs of each kind: that land, that are refused, that go back.
    #expect(tally.pairs + tally.skipped == count, "\(tally)")
    #expect(tally.landed > 0 && tally.refused > 0 && tally.recoveries > 0, "\(tally)")
  }

  /// Pairs that once looked like a violation: a mapping of a file to `.` that had never been synced, one
  /// whose place stayed while what it takes changed, one that took a folder inside its own, ones whose files upstream
  /// deleted while others stayed there, and one whose manifest stopped taking all of them.
  @Test(arguments: [
    110_000_315, 110_000_932, 130_000_375, 27_110_000_072, 27_110_000_002, 27_110_000_004,
  ]) func whatOnceFailedHolds(_ seed: Int)
    async throws
  {
    let tally = try await PairProperty(seeds: [seed]).run(0, programShare: 12)
    #expect(tally.violations == [])
    #expect(tally.pairs == 1)
  }
}
