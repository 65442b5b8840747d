import Support
import Testing
import Text

/// Cutting, filling and folding to a width.
@Suite struct FoldingTests {
  @Test(arguments: [
    ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""),
    ("hello", -3, ""), ("日本語", 6, "日本語"), ("日本語", 5, "日本…"), ("日本語", 4, "日…"),
    ("日本語", 2, "…"), ("", 0, ""), ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
  ])
  func theEndIsCut(_ text: String, _ width: Int, _ cut: String) {
    #expect(SafeText(text).truncated(to: width).string == cut)
  }

  /// Rows fold at blanks, which are no part of them; a word is broken where it has no row of its own.
  @Test(arguments: [
    ("one two", 7, "one two"), ("one two", 6, "one|  two"), ("one two", 3, "one| tw| o"),
    ("one two three", 7, "one two|  three"),
    ("found services/app.py", 17, "found|  services/app.py"),
    ("a services/app.py", 16, "a services/|  app.py"),
    ("a s/application.py", 16, "a s/application.|  py"),
    ("see services/app.py", 12, "see services|  /app.py"),
    ("to services/app and on", 16, "to services/app|  and on"), ("日本 語", 5, "日本|  語"),
  ])
  func rowsAreFolded(_ text: String, _ width: Int, _ rows: String) {
    let lines = Line(SafeText(text)).wrapped(to: width, indent: width < 5 ? 1 : 2)
    #expect(lines.map(\.text.string).joined(separator: "|") == rows)
    #expect(lines.allSatisfy { $0.width <= width })
  }

  @Test(arguments: [
    ("a/b/c", 5, "a/b/c"), ("a/b/c", 4, "…b/c"), ("a/b/c", 1, "…"), ("a/b/c", 0, ""),
    ("a/b/c", -1, ""), ("日本語", 5, "…本語"), ("日本語", 4, "…語"), ("日本語", 2, "…"),
  ])
  func theStartIsCut(_ text: String, _ width: Int, _ cut: String) {
    #expect(SafeText(text).truncatedFront(to: width).string == cut)
  }

  @Test func anEllipsisWiderThanTheRoomIsLeftOut() {
    #expect(SafeText("hello").truncated(to: 2, ellipsis: "...").string == "he")
    #expect(SafeText("hello").truncatedFront(to: 2, ellipsis: "...").string == "lo")
  }

  @Test(arguments: [
    ("one two three", 7, ["one two", "three"]), ("one  two", 3, ["one", "two"]),
    ("abcdefgh", 3, ["abc", "def", "gh"]), ("ab cdefgh", 4, ["ab", "cdef", "gh"]),
    ("日本語", 4, ["日本", "語"]), ("日本語", 3, ["日", "本", "語"]), ("日本", 1, ["…", "…"]),
    ("a日b", 1, ["a", "…", "b"]), ("      ", 3, [""]), ("short", 80, ["short"]), ("", 5, [""]),
    ("a \u{301}b cd", 4, ["a \u{301}b", "cd"]),
  ])
  func textFoldsAtBlanks(_ text: String, _ width: Int, _ lines: [String]) {
    #expect(SafeText(text).wrapped(to: width).map(\.string) == lines)
  }

  @Test func cuttingAndFillingKeepTheirRules() {
    for seed in UInt64(0)..<600 {
      var generator = SeededGenerator(seed: seed)
      let text = SafeText(bytes: HostileText.bytes(upTo: 14, using: &generator))
      let cells = Array(text.cells)
      for width in -1...(min(text.width, 40) + 1) {
        let cut = text.truncated(to: width, ellipsis: "…")
        let front = text.truncatedFront(to: width, ellipsis: "…")
        #expect(cut.width <= max(0, width) && front.width <= max(0, width), "seed \(seed)")
        #expect(text.padded(to: width).width == max(0, width), "seed \(seed)")
        #expect(text.paddedFront(to: width).width == max(0, width), "seed \(seed)")
        guard text.width > width, width > 0 else { continue }
        // Whole cells stay, marked as they were, with the ellipsis in the place of the others.
        let kept = Array(cut.cells)
        #expect(
          kept.last?.text == "…" && kept.dropLast().elementsEqual(cells.prefix(kept.count - 1)))
        let keptEnd = Array(front.cells)
        #expect(
          keptEnd.first?.text == "…"
            && keptEnd.dropFirst().elementsEqual(cells.suffix(keptEnd.count - 1)))
      }
    }
  }

  @Test func foldingKeepsItsRules() {
    for seed in UInt64(0)..<600 {
      var generator = SeededGenerator(seed: seed)
      let text = SafeText(bytes: HostileText.bytes(upTo: 30, using: &generator))
      let written = text.cells.filter { $0.text != " " }
      for width in [1, 2, 3, 5, 8, 13, 21, 30] {
        let lines = text.wrapped(to: width)
        #expect(lines.allSatisfy { $0.width <= width }, "seed \(seed), width \(width)")
        guard width > 1 else { continue }
        // Blanks apart, every cell is there, in its order and marked as it was.
        let folded = lines.flatMap { $0.cells.filter { $0.text != " " } }
        #expect(folded == written, "seed \(seed), width \(width)")
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func aLongLineFoldsInOnePass() {
    let words = SafeText(String(repeating: "ab\u{1B} ", count: 1 << 15))
    let lines = words.wrapped(to: 79)
    #expect(lines.count == (1 << 15) / 16)
    #expect(lines.allSatisfy { $0.width <= 79 })
    let word = SafeText(String(repeating: "x", count: 1 << 17))
    #expect(word.wrapped(to: 64).count == 1 << 11)
  }
}
