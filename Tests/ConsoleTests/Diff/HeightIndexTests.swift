import Support
import Testing

@testable import Console

/// Where things begin that stand one below the other, against adding them up.
@Suite struct HeightIndexTests {
  @Test(arguments: 0..<40)
  func isAsAddedUp(_ seed: Int) {
    var generator = SeededGenerator(seed: seed)
    var heights = (0..<Int.random(in: 0...70, using: &generator)).map { _ in
      Int.random(in: 1...9, using: &generator)
    }
    var index = HeightIndex(heights)
    for _ in 0..<30 {
      if let place = heights.indices.randomElement(using: &generator) {
        heights[place] = Int.random(in: 1...200, using: &generator)
        index.set(place, heights[place])
      }
      #expect(index.total == heights.reduce(0, +))
      for place in 0...heights.count {
        #expect(index.start(of: place) == heights[..<place].reduce(0, +))
      }
      let rows = heights.enumerated().flatMap { place, height in
        (0..<height).map { (place, $0) }
      }
      for (height, row) in rows.enumerated() {
        let found = index.find(height)
        #expect(found.place == row.0 && found.rest == row.1)
      }
      if let last = rows.last {
        let end = index.find(rows.count + 5)
        #expect(end.place == last.0 && end.rest == last.1)
      }
    }
  }
}
