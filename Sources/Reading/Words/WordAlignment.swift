/// What two lines have in common, word by word and in order: as much text as there can be, whitespace aside, in as few
/// pieces as that allows.
struct WordAlignment {
  /// Bytes of the older line that the newer doesn't have.
  private(set) var deleted: [Range<Int>] = []
  /// Bytes of the newer line that the older doesn't have.
  private(set) var added: [Range<Int>] = []
  /// How many bytes of both are the same, without whitespace.
  private(set) var commonWeight = 0

  /// Pairs of words that are compared at the most; what lies between equal ends is wholly changed beyond.
  private static let maximumPairs = 250_000

  /// A stretch of words in which both differ.
  private struct Gap {
    var old: Range<Int>
    var new: Range<Int>
    /// Whether the words before it, back to the last gap, are only whitespace.
    var followsSpace = false
  }

  init(_ old: LineWords, _ new: LineWords, _ vocabulary: WordVocabulary) {
    let shorter = min(old.numbers.count, new.numbers.count)
    var prefix = 0
    while prefix < shorter, old.numbers[prefix] == new.numbers[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < shorter - prefix,
      old.numbers[old.numbers.count - 1 - suffix] == new.numbers[new.numbers.count - 1 - suffix]
    { suffix += 1 }
    let (oldEnd, newEnd) = (old.numbers.count - suffix, new.numbers.count - suffix)
    commonWeight = (old.numbers[..<prefix] + old.numbers[oldEnd...]).reduce(0) {
      $0 + vocabulary.weight(of: $1)
    }
    var gaps: [Gap] = []
    var open = Gap(old: prefix..<prefix, new: prefix..<prefix)
    func close() {
      if !open.old.isEmpty || !open.new.isEmpty { gaps.append(open) }
    }
    if (oldEnd - prefix) * (newEnd - prefix) <= Self.maximumPairs {
      let matches = WordMatches(
        old.numbers[prefix..<oldEnd], new.numbers[prefix..<newEnd], vocabulary)
      for match in matches.pairs() {
        let weight = vocabulary.weight(of: old.numbers[match.old])
        commonWeight += weight
        open.old = open.old.lowerBound..<match.old
        open.new = open.new.lowerBound..<match.new
        let isAdjacent = open.old.isEmpty && open.new.isEmpty
        close()
        open = Gap(
          old: match.old + 1..<match.old + 1, new: match.new + 1..<match.new + 1,
          followsSpace: weight == 0 && (!isAdjacent || open.followsSpace))
      }
    }
    open.old = open.old.lowerBound..<oldEnd
    open.new = open.new.lowerBound..<newEnd
    close()
    for gap in Self.joined(gaps) {
      if !gap.old.isEmpty { deleted.append(old.bytes(of: gap.old)) }
      if !gap.new.isEmpty { added.append(new.bytes(of: gap.new)) }
    }
  }

  /// Makes one of gaps that only whitespace separates: two words that became two others are one change to a reader.
  private static func joined(_ gaps: [Gap]) -> [Gap] {
    var joined: [Gap] = []
    for gap in gaps {
      if gap.followsSpace, let last = joined.last,
        ![last.old, last.new, gap.old, gap.new].contains(where: \.isEmpty)
      {
        joined[joined.count - 1].old = last.old.lowerBound..<gap.old.upperBound
        joined[joined.count - 1].new = last.new.lowerBound..<gap.new.upperBound
      } else {
        joined.append(gap)
      }
    }
    return joined
  }
}
