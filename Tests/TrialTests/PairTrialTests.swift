import Fixtures
import Testing
import Trials

/// Random pairs in their short form.
@Suite struct PairTrialTests {
  @Test func whatLandsIsExactlyUpstreamsUnderAnyManifest() async throws {
    let count = HistoryCount.of(short: 25, share: 10)
    var tally = PairTrial.Tally()
    for start in stride(from: 0, to: count, by: PairTrial.batch) {
      let seeds = Array((90_000 + start)..<(90_000 + min(count, start + PairTrial.batch)))
      tally = tally + (try await PairTrial.run(seeds: seeds, programShare: 12))
    }
    #expect(tally.breaches == [])
    #expect(tally.landed > tally.refused && tally.refused > 0)
  }
}
