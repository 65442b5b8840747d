import Git
import Reading
import Testing

@Suite struct ChangedWordsTests {
  @Test(arguments: [
    (
      "  return predict(horizon)", "  return predict(min(horizon, 9))",
      "  return predict(horizon)", "  return predict([min(]horizon[, 9)])"
    ),
    ("let first = 1", "let second = 1", "let [first] = 1", "let [second] = 1"),
    (
      "call(foo bar, 12)", "call(baz qux, 12)", "call([foo bar], 12)", "call([baz qux], 12)"
    ),
    ("  x = y", "    x = y", "  x = y", "  [  ]x = y"),
    ("Grüße an alle", "Gruße an alle", "[Grü]ße an alle", "[Gru]ße an alle"),
    ("name(日本語, 1)", "name(日木語, 1)", "name(日[本]語, 1)", "name(日[木]語, 1)"),
    ("entirely different", "nothing in common", "entirely different", "nothing in common"),
    ("    ", "  ", "    ", "  "),
    ("", "text", "", "text"),
  ])
  func whatChangedIsMarked(_ old: String, _ new: String, _ left: String, _ right: String) {
    let lines = HunkLines(["-" + old, "+" + new])
    let words = lines.words
    #expect(lines.marked(0, words) == left)
    #expect(lines.marked(1, words) == right)
  }

  @Test(arguments: [
    // By resemblance, not by position.
    (["-let alpha = compute(1)", "+# a remark of its own", "+let alpha = compute(2)"], ["0-2"]),
    (
      [
        "-first(thing, one)", "-second(item, two)", "-third(piece, three)",
        "+second(item, 22)", "+third(piece, 33)",
      ], ["1-3", "2-4"]
    ),
    // The order is kept.
    (["-one two three", "-four five six", "+four five 6", "+one two 3"], ["1-2"]),
    // Runs end at context and where deletions begin anew.
    (["-same words here", " context", "+same words there"], []),
    (
      ["-same words here", "+new words here", "-old words there", "+old words then"],
      ["0-1", "2-3"]
    ),
    (["-same words here", "\\No newline", "+same words there"], ["0-2"]),
    (["-gone", "+"], []),
    (["+only added"], []),
  ])
  func linesArePairedByWhatTheyShare(_ texts: [String], _ pairs: [String]) {
    let words = HunkLines(texts).words
    var found: [String] = []
    for line in texts.indices {
      guard let partner = words.partner(of: line) else {
        #expect(words.ranges(in: line).isEmpty)
        continue
      }
      #expect(words.partner(of: partner) == line)
      if line < partner { found.append("\(line)-\(partner)") }
    }
    #expect(found == pairs)
  }

  @Test func aLongLineIsLeftAlone() {
    let text = String(repeating: "word ", count: ChangedWords.maximumLineLength / 5)
    #expect(HunkLines(["-" + text, "+1" + text.dropLast()]).words.partner(of: 0) == 1)
    #expect(HunkLines(["-" + text, "+1" + text]).words.partner(of: 0) == nil)
  }

  @Test func aLongRunIsPairedNearItsDiagonalOrNotAtAll() {
    let half = ChangedWords.maximumRunLength / 2
    let deletions = (0..<half).map { "-value_\($0) = make(\($0), size)" }
    let additions = (0..<half).map { "+value_\($0) = build(\($0), size)" }
    let words = HunkLines(deletions + additions).words
    #expect((0..<half).allSatisfy { words.partner(of: $0) == $0 + half })
    let more = HunkLines(deletions + additions + ["+last"]).words
    #expect((0...2 * half).allSatisfy { more.partner(of: $0) == nil })
  }

  @Test func hostileLinesTakeTheirTimeInBounds() {
    let clock = ContinuousClock()
    let dots = String(repeating: ".", count: 500)
    let commas = String(repeating: ",.", count: 490)
    let lines = (0..<1_000).map { "-\(dots)\($0)" } + (0..<1_000).map { "+\(commas)\($0)" }
    let taken = clock.measure { _ = HunkLines(lines).words }
    #expect(taken < .seconds(10))
  }

  /// What stands in another hunk is no version of a line, however little is shown between them.
  @Test func hunksAreApart() throws {
    let lines = (0..<40).map { "line \($0) of what stays" }
    func text(_ lines: [String]) -> [UInt8] { Array((lines.joined(separator: "\n") + "\n").utf8) }
    var (old, new) = (lines, lines)
    old.insert("call(foo, 12)", at: 3)
    new.insert("call(bar, 12)", at: 30)
    let patch = try Repository.patch(
      from: text(old), to: text(new), DiffSettings(context: 0))
    #expect(patch.hunks.count == 2)
    let words = ChangedWords(patch)
    for line in patch.lines.indices {
      #expect(words.partner(of: line) == nil && words.ranges(in: line).isEmpty)
    }
    // Within a hunk they are, by their places in the whole patch.
    new[3] = "call(baz, 12)"
    new.insert(lines[3], at: 4)
    let other = try Repository.patch(from: text(old), to: text(new), DiffSettings(context: 0))
    let paired = other.lines.indices.filter { ChangedWords(other).partner(of: $0) != nil }
    #expect(
      paired.map { String(decoding: other.bytes(of: other.lines[$0]), as: UTF8.self) }
        == ["call(foo, 12)", "call(baz, 12)"])
  }
}
