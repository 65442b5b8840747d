import Support
import Testing
import Text

/// Where a row is cut, told without drawing it.
@Suite struct CellStepsTests {
  private static let pieces: [[UInt8]] = [
    Array("a".utf8), Array("words ".utf8), [0x09], [0x1B], [0x7F], [0x00], [0x9B], [0xE2, 0x82],
    Array("é".utf8), Array("e\u{301}".utf8), Array("\u{301}".utf8), Array("漢".utf8),
    Array("\u{202E}".utf8), Array("\u{E0001}".utf8), Array("👩‍👩‍👧".utf8), Array("\u{FE0F}".utf8),
    Array(String(repeating: "\u{300}", count: 12).utf8), [0xFF],
  ]

  /// A walk tells as many cells as the text takes, whatever the bytes are.
  @Test(arguments: 0..<200)
  func agreesWithWhatIsDrawn(_ seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let bytes = (0..<Int.random(in: 0...30, using: &generator)).flatMap { _ in
      Self.pieces.randomElement(using: &generator) ?? []
    }
    for tabs in [1, 4, 8] {
      bytes.withUnsafeBufferPointer { bytes in
        var steps = CellSteps(bytes, tabs: tabs)
        steps.advance(toColumn: .max)
        #expect(steps.index == bytes.count)
        #expect(steps.column == SafeText(bytes: bytes, tabs: tabs).width)
        // Cut at any column, both pieces together are the whole.
        let column = Int.random(in: 0...60, using: &generator)
        var cut = CellSteps(bytes, tabs: tabs)
        cut.advance(toColumn: column)
        #expect(cut.column <= column)
        let front = SafeText(bytes: bytes[..<cut.index], tabs: tabs)
        let back = SafeText(bytes: bytes[cut.index...], tabs: tabs, from: cut.column)
        #expect(front.width == cut.column)
        #expect(front.width + back.width == steps.column)
      }
    }
  }
}
