import Properties
import Testing

/// Many processes at work on one edge repo at once, in the short form.
@Suite(.serialized) struct ConcurrencyStressTests {
  @Test(arguments: [1, 2])
  func whateverTheyDoSomeSerialOrderExplainsIt(_ seed: Int) throws {
    let violations = try ConcurrencyStress(StressPlan(seed: seed, most: 10)).run()
    #expect(violations == [])
  }
}
