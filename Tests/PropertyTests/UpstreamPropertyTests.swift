import Properties
import Support
import Testing

/// Fetches that go wrong, in their short form.
@Suite struct UpstreamPropertyTests {
  @Test func whateverGoesWrongTheMirrorIsUnharmedAndTheNextFetchWorks() throws {
    let property = try UpstreamProperty(size: 16 << 10, seed: 1)
    // Of the long form's cases, a few of each kind.
    let cases = UpstreamCase.all(size: 16 << 10, stride: 4 << 10).enumerated()
      .filter { $0.offset % 12 == 0 }.map(\.element)
    var violations: [String] = []
    for trouble in cases { violations += try property.run(trouble) }
    #expect(violations == [])
    #expect(cases.count > 6)
  }
}
