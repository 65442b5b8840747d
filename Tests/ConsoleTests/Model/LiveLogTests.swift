import Console
import Testing
import Text

/// What a check prints, as lines, however it comes in.
@Suite struct LiveLogTests {
  private static func text(_ lines: Range<Int>) -> [UInt8] {
    Array(lines.map { "line \($0)\n" }.joined().utf8)
  }

  @Test(arguments: [1, 7, 100, 1_000_000])
  func keepsTheLastLinesWhateverThePieces(_ size: Int) {
    for count in [0, 1, LiveLog.limit - 1, LiveLog.limit, LiveLog.limit + 1, 5 * LiveLog.limit] {
      let text = Self.text(0..<count) + Array("and more".utf8)
      var log = LiveLog()
      for start in stride(from: 0, to: text.count, by: size) {
        log.append(Array(text[start..<min(start + size, text.count)]))
      }
      #expect(log.dropped + log.lines.count == count)
      #expect(log.lines.count >= min(count, LiveLog.limit))
      #expect(log.lines.count <= 2 * LiveLog.limit)
      #expect(log.lines.map(\.string) == (log.dropped..<count).map { "line \($0)" })
      #expect(log.all.last?.string == "and more")
      #expect(!log.isCut)
    }
  }

  @Test func aLineWithoutAnEndDoesNotGrow() {
    var log = LiveLog()
    for _ in 0..<100 { log.append([UInt8](repeating: 0x61, count: 1000)) }
    #expect(log.lines.count >= 10)
    #expect(log.all.map(\.string).joined().utf8.count == 100_000)
  }
}
