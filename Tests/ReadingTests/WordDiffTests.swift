import Git
import Reading
import Support
import SystemPackage
import Testing

/// The words that changed in random pairs of lines, against `git diff --word-diff=porcelain`.
@Suite struct WordDiffTests {
  private static let pieces = [
    "let", "value", "index", "a", "b", "x1", "foo_bar", "ünder", "日本", "(", ")", ",", ".", "->",
    " ", " ", " ", "  ", "\t", "==", "\"", "0", "42", "👩‍🔬", "\u{301}",
  ]

  private static func line(_ random: inout SeededGenerator) -> [String] {
    (0..<random.number(1...30)).map { _ in random.pick(pieces) }
  }

  /// The same with some pieces taken out, put in or replaced.
  private static func edited(_ line: [String], _ random: inout SeededGenerator) -> [String] {
    var edited = line
    for _ in 0..<random.number(1...5) {
      let index = random.below(edited.count + 1)
      if random.chance(40), index < edited.count {
        edited.remove(at: index)
      } else if random.chance(50), index < edited.count {
        edited[index] = random.pick(pieces)
      } else {
        edited.insert(random.pick(pieces), at: index)
      }
    }
    return edited
  }

  @Test func marksGiveBothLinesAndShareAsMuchAsGits() throws {
    var random = SeededGenerator(seed: 21)
    var pairs: [(old: [UInt8], new: [UInt8])] = []
    while pairs.count < HistoryCount.of(short: 1_000) {
      let line = Self.line(&random)
      let old = Array(line.joined().utf8)
      let new = Array(Self.edited(line, &random).joined().utf8)
      if old != new, !old.isEmpty, !new.isEmpty { pairs.append((old, new)) }
    }
    let commonToGit = try Self.commonToGit(pairs)
    var marked = 0
    for (pair, wanted) in zip(pairs, commonToGit) {
      let lines = HunkLines([[UInt8(ascii: "-")] + pair.old, [UInt8(ascii: "+")] + pair.new])
      let words = lines.words
      let label: Comment = "\(lines.texts.map { String(decoding: $0, as: UTF8.self) })"
      guard words.partner(of: 0) == 1 else {
        let weight = Self.withoutSpaces(pair.old) + Self.withoutSpaces(pair.new)
        #expect(wanted * 2 * 10 <= weight * 4, label)
        continue
      }
      marked += 1
      let common = lines.common(0, words)
      #expect(common == lines.common(1, words), label)
      #expect(Self.withoutSpaces(common) >= wanted, label)
      for line in 0...1 {
        var end = -1
        for range in words.ranges(in: line) {
          #expect(range.lowerBound > end && !range.isEmpty, label)
          end = range.upperBound
          #expect(String(validating: lines.texts[line][range], as: UTF8.self) != nil, label)
        }
        #expect(end <= lines.texts[line].count, label)
      }
    }
    #expect(marked > pairs.count / 2)
  }

  @Test func anyBytesGiveBothLines() {
    var random = SeededGenerator(seed: 22)
    for _ in 0..<2_000 {
      let bytes: [UInt8] = [0x20, 0x61, 0x62, 0x2E, 0x80, 0xBF, 0xC3, 0xE2, 0xF0, 0xFF, 0, 0x1B]
      let old = (0..<random.below(40)).map { _ in random.pick(bytes) }
      var new = old
      for _ in 0..<random.number(1...4) {
        new.insert(random.pick(bytes), at: random.below(new.count + 1))
      }
      let lines = HunkLines([[UInt8(ascii: "-")] + old, [UInt8(ascii: "+")] + new])
      let words = lines.words
      guard words.partner(of: 0) != nil else { continue }
      #expect(lines.common(0, words) == lines.common(1, words), "\(old) \(new)")
    }
  }

  private static func withoutSpaces(_ bytes: [UInt8]) -> Int {
    bytes.count { $0 != 0x20 && !(0x09...0x0D).contains($0) }
  }

  /// How many bytes git finds common to each pair, without whitespace.
  private static func commonToGit(_ pairs: [(old: [UInt8], new: [UInt8])]) throws -> [Int] {
    let folder = try TemporaryFolder()
    for (index, pair) in pairs.enumerated() {
      try folder.write(pair.old + [0x0A], to: "old/\(index + 100_000)")
      try folder.write(pair.new + [0x0A], to: "new/\(index + 100_000)")
    }
    // Git's own patterns for languages end like this; a byte range needs the C locale.
    try folder.write(
      Array("[diff]\n\twordRegex = \"[[:alnum:]_]+|.|[".utf8) + [0xC0] + Array("-".utf8)
        + [0xFF] + Array("][".utf8) + [0x80] + Array("-".utf8) + [0xBF] + Array("]+\"\n".utf8),
      to: "config")
    let git = Plumbing(
      folder.path,
      variables: ["LC_ALL": "C", "GIT_CONFIG_GLOBAL": folder.path.appending("config").string])
    let outcome = try git.outcome(["diff", "--no-index", "--word-diff=porcelain", "old", "new"])
    #expect(outcome.status == 1)
    var common: [Int] = []
    var isInHunk = false
    for line in outcome.output.split(separator: 0x0A) {
      if line.starts(with: "diff --git ".utf8) {
        common.append(0)
        isInHunk = false
      } else if line.starts(with: "@@ ".utf8) {
        isInHunk = true
      } else if isInHunk, line.first == 0x20 {
        common[common.count - 1] += withoutSpaces(Array(line.dropFirst()))
      }
    }
    return try #require(common.count == pairs.count ? common : nil)
  }
}
