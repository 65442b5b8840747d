import Fixtures
import Testing
import Trials

/// Fetches that go wrong, in their short form.
@Suite struct UpstreamTrialTests {
  @Test func whateverGoesWrongTheMirrorIsUnharmedAndTheNextFetchWorks() throws {
    let trial = try UpstreamTrial(size: 16 << 10, seed: 1)
    // Of the long form's cuts, a few.
    let cases = UpstreamCase.all(size: 16 << 10, stride: 5 << 10)
    var breaches: [String] = []
    for trouble in cases { breaches += try trial.run(trouble) }
    #expect(breaches == [])
    #expect(cases.count > 60)
  }
}
