import Testing
import Trials

/// Crowds at work on one edge repo, in their short form.
@Suite(.serialized) struct CrowdTrialTests {
  @Test(arguments: [1, 2])
  func whateverACrowdDoesSomeSerialOrderExplainsIt(_ seed: Int) throws {
    let breaches = try CrowdTrial(Crowd(seed: seed, most: 10)).run()
    #expect(breaches == [])
  }
}
