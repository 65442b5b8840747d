import Support
import Testing
import Trials

/// Random pairs in their short form.
@Suite struct PairTrialTests {
  @Test func whatLandsIsExactlyUpstreamsUnderAnyManifest() async throws {
    let count = HistoryCount.of(short: 6, share: 10)
    let trial = try PairTrial(seeds: Array(90_000..<(90_000 + count)))
    var tally = PairTrial.Tally()
    for number in 0..<count { tally = tally + (try await trial.run(number, programShare: 12)) }
    #expect(tally.breaches == [])
    // Each pair was tried, and the judge saw syncs of each kind: that land, that are refused, that go back.
    #expect(tally.pairs + tally.skipped == count, "\(tally)")
    #expect(tally.landed > 0 && tally.refused > 0 && tally.recoveries > 0, "\(tally)")
  }

  /// Pairs that were once judged a breach: a mapping of a file to `.` that had never been synced, and one
  /// whose place stayed while what it takes changed.
  @Test(arguments: [110_000_315, 110_000_932, 130_000_375]) func whatOnceFailedHolds(_ seed: Int)
    async throws
  {
    let tally = try await PairTrial(seeds: [seed]).run(0, programShare: 12)
    #expect(tally.breaches == [])
    #expect(tally.pairs == 1)
  }
}
