import Git
import Rules
import Support
import Testing

@testable import Console

/// What marks of hunks are kept by: what changed, and nothing of what surrounds it.
@Suite struct ReviewedPlacesTests {
  private static func text(_ lines: [String]) -> [UInt8] {
    Array(lines.joined(separator: "\n").utf8)
  }

  private static func keys(_ old: [String], _ new: [String], context: Int) throws -> [[String]] {
    let patch = try Repository.patch(
      from: text(old), to: text(new), DiffSettings(context: context))
    return ReviewedPlaces(patch, of: "a/b").keys
  }

  @Test func contextHasNoSay() throws {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<200 {
      let old = (0..<40).map { _ in "line \(Int.random(in: 0..<6, using: &generator))" }
      var new = old
      for _ in 0..<4 {
        let place = Int.random(in: 0..<new.count - 2, using: &generator)
        new.replaceSubrange(
          place..<place + 2, with: ["new \(Int.random(in: 0..<2, using: &generator))"])
      }
      // Without any, a text that repeats itself may be compared otherwise, in git too.
      let bare = try Self.keys(old, new, context: 1).flatMap(\.self)
      #expect(Set(bare).count == bare.count)
      for context in [2, 3, 9, DiffSettings.wholeFile] {
        #expect(try Self.keys(old, new, context: context).flatMap(\.self) == bare)
      }
    }
  }

  @Test func whatIsChangedOtherwiseIsAnother() throws {
    let old = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
    let keys = try Self.keys(old, ["A"] + old[1...7] + ["i!"], context: 0)
    #expect(keys.count == 2)
    // Another line at the end leaves the mark of the first alone.
    let others = try Self.keys(old, ["A"] + old[1...7] + ["i?"], context: 0)
    #expect(keys[0] == others[0] && keys[1] != others[1])
    // The same change in another file has marks of its own.
    let patch = try Repository.patch(from: Self.text(old), to: Self.text(["A"] + old[1...]))
    #expect(ReviewedPlaces(patch, of: "a/b").keys != ReviewedPlaces(patch, of: "a/c").keys)
  }
}
