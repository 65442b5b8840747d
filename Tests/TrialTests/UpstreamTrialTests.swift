import Support
import Testing
import Trials

/// Fetches that go wrong, in their short form.
@Suite struct UpstreamTrialTests {
  @Test func whateverGoesWrongTheMirrorIsUnharmedAndTheNextFetchWorks() throws {
    let trial = try UpstreamTrial(size: 16 << 10, seed: 1)
    // Of the long form's cases, a few of each kind.
    let cases = UpstreamCase.all(size: 16 << 10, stride: 4 << 10).enumerated()
      .filter { $0.offset % 12 == 0 }.map(\.element)
    var breaches: [String] = []
    for trouble in cases { breaches += try trial.run(trouble) }
    #expect(breaches == [])
    #expect(cases.count > 6)
  }
}
