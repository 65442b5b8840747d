import Git
import Reading
import Support
import Testing

@Suite struct SyntaxTests {
  @Test(arguments: [
    ("a.swift", "x.swift"), ("deep/er/Makefile", "Makefile"), ("a.tar.gz", "x.gz"),
    ("-x/--theme.c++", "x.c++"), (".gitignore", ".gitignore"), (".swift", "x.swift"),
    ("README", nil), ("a.", nil), ("a.b/c", nil), ("", nil), ("a.ex t", nil), ("a.ä", nil),
    ("a.$(x)", nil), ("a.aVeryLongExtension", nil), ("a.\u{1B}c", nil),
  ])
  func aNameIsHarmless(_ path: String, _ wanted: String?) {
    #expect(SourceName(RepoPath(path))?.text == wanted)
  }

  @Test func damagedOutputIsTheTextOrNothing() throws {
    let text = Array("let value = \"text\" // remark\n\tmore(of: it)\n".utf8)
    let output = Array(
      ("\u{1B}[3;38;2;102;217;239mlet\u{1B}[0m value = \u{1B}[38;2;230;219;116m\"text\"\u{1B}[0m "
        + "\u{1B}[38;2;117;113;94m// remark\u{1B}[0m\n\tmore(of: it)\n").utf8)
    let whole = try #require(ColoredOutput(output).highlighted(text))
    #expect(whole.pieces(of: 0).map(\.role) == [.keyword, .string, .comment])
    #expect(whole.pieces(of: 1) == [])
    var random = SeededGenerator(seed: 24)
    for _ in 0..<Fuzz.count {
      var damaged = output
      for _ in 0..<random.number(1...3) {
        let index = random.below(damaged.count)
        switch random.below(3) {
        case 0: damaged.remove(at: index)
        case 1: damaged[index] = UInt8(random.below(256))
        default: damaged.insert(contentsOf: random.pick(HostileText.escapes).utf8, at: index)
        }
      }
      guard let highlighted = ColoredOutput(damaged).highlighted(text) else { continue }
      #expect(highlighted.lineCount == 2)
      for (line, length) in [28, 13].enumerated() {
        #expect(
          highlighted.pieces(of: line).allSatisfy { (0...length).contains($0.range.upperBound) })
      }
    }
  }

  @Test func theCacheKeepsWhatWasUsedLast() throws {
    let lines = Array(repeating: UInt8(0x0A), count: 90)
    let text = try #require(ColoredOutput(lines).highlighted(lines))
    let name = try #require(SourceName("a.c"))
    let keys = (0..<5).map { index in
      HighlightCache.Key(
        Array(repeating: UInt8(index), count: 20).withUnsafeBytes { ObjectID($0) }, name)
    }
    var cache = HighlightCache(lines: 300)
    for key in keys[..<3] { cache.keep(text, for: key) }
    let first = cache.find(keys[0])
    #expect(first??.lineCount == 90)
    cache.keep(nil, for: keys[3])
    var known = keys.map { cache.find($0) != nil }
    #expect(known == [true, false, true, true, false])
    let third = cache.find(keys[3])
    #expect(third.map { $0 == nil } == true)
    for _ in 0..<10_000 { _ = cache.find(keys[2]) }
    cache.keep(text, for: keys[4])
    cache.keep(text, for: keys[4])
    known = keys.map { cache.find($0) != nil }
    #expect(known == [false, false, true, true, true])
    #expect(cache.cost <= 300)
  }
}
