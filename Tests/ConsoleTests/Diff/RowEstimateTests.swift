import Git
import Support
import Testing

@testable import Console

/// What the scroll bar goes by before files are read.
@Suite struct RowEstimateTests {
  private static func line(_ generator: inout SeededGenerator) -> String {
    ["", "}", "  end", "    call()", "    call(1)", "def name():"]
      .randomElement(using: &generator) ?? ""
  }

  private static func pair(_ generator: inout SeededGenerator) -> (old: [UInt8], new: [UInt8]) {
    let old = (0..<Int.random(in: 0...60, using: &generator)).map { _ in line(&generator) }
    var new = old
    for _ in 0..<Int.random(in: 1...6, using: &generator) {
      let place = Int.random(in: 0...new.count, using: &generator)
      if place == new.count || Bool.random(using: &generator) {
        new.insert(line(&generator), at: place)
      } else {
        new.remove(at: place)
      }
    }
    let ends = (0..<2).map { _ in Int.random(in: 0...3, using: &generator) > 0 ? "\n" : "" }
    return (
      Array((old.joined(separator: "\n") + ends[0]).utf8),
      Array((new.joined(separator: "\n") + ends[1]).utf8)
    )
  }

  /// It is what is shown then: with the usual context and one below the other exactly.
  @Test func isWhatIsShown() throws {
    var generator = SeededGenerator(seed: 21)
    let change = LiteralPatch.change("file")
    for _ in 0..<1000 {
      let (old, new) = Self.pair(&generator)
      let counts = try Repository.lineCounts(from: old, to: new)
      let rows = DiffBody(try Repository.patch(from: old, to: new), of: change).rows
      let estimate = RowEstimate(counts, of: change, context: 3)
      #expect(estimate.unified == rows.count(.unified))
      #expect(estimate.paired <= estimate.unified)
    }
  }
}
