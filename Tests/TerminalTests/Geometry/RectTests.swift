import Support
import Terminal
import Testing

/// Pieces of a rectangle are all of it, none twice, and never less than nothing.
@Suite struct RectTests {
  private static func cells(_ rect: Rect) -> [Point] {
    (0..<rect.height).flatMap { y in
      (0..<rect.width).map { Point(x: rect.x + $0, y: rect.y + y) }
    }
  }

  private static func expectSplit(_ whole: Rect, _ one: Rect, _ two: Rect, _ label: Comment) {
    for part in [one, two] { #expect(part.width >= 0 && part.height >= 0, label) }
    let parts = cells(one) + cells(two)
    #expect(parts.count == whole.width * whole.height, label)
    #expect(Set(parts) == Set(cells(whole)), label)
  }

  @Test(arguments: 0..<10)
  func splitsAddUp(_ seed: Int) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let whole = Rect(
        x: generator.number(-5...5), y: generator.number(-5...5),
        width: generator.number(-2...9), height: generator.number(-2...9))
      let count = generator.number(-3...12)
      let label: Comment = "\(whole) by \(count), seed \(seed)"
      let top = whole.splitTop(count)
      Self.expectSplit(whole, top.top, top.rest, label)
      #expect(top.top.height == min(max(0, count), whole.height), label)
      let bottom = whole.splitBottom(count)
      Self.expectSplit(whole, bottom.rest, bottom.bottom, label)
      #expect(bottom.bottom.height == min(max(0, count), whole.height), label)
      let left = whole.splitLeft(count)
      Self.expectSplit(whole, left.left, left.rest, label)
      #expect(left.left.width == min(max(0, count), whole.width), label)

      let inner = whole.centered(width: count, height: generator.number(-3...12))
      #expect(Set(Self.cells(inner)).isSubset(of: Self.cells(whole)), label)
      #expect(inner.width == min(max(0, count), whole.width), label)
      // The margins differ by a cell at the most.
      let left0 = inner.x - whole.x
      let right0 = whole.maxX - inner.maxX
      #expect(left0 >= 0 && right0 >= left0 && right0 - left0 <= 1, label)

      let inset = whole.inset(generator.number(0...6))
      #expect(inset.width >= 0 && inset.height >= 0, label)
      #expect(Set(Self.cells(inset)).isSubset(of: Self.cells(whole)), label)
    }
  }

  @Test func whatLiesInsideIsContained() {
    let rect = Rect(x: 2, y: 3, width: 2, height: 1)
    let inside = (0..<6).flatMap { x in (0..<6).map { Point(x: x, y: $0) } }
      .filter { rect.contains($0) }
    #expect(inside == [Point(x: 2, y: 3), Point(x: 3, y: 3)])
    let empty = Rect(x: 0, y: 0, width: 0, height: 5)
    #expect(empty.isEmpty && !empty.contains(Point(x: 0, y: 0)))
    #expect(!rect.isEmpty && rect.maxX == 4 && rect.maxY == 4)
  }
}
