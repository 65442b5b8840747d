/// Pairs the deletions of a run with its additions, in their order, so that pairs share as much text as they can.
///
/// All pairs are tried in a small run, in a large one those that stand about as deep in both halves: the work grows
/// with the run's words.
struct LinePairing {
  /// The share of two lines' text that both must have, in thousandths.
  private static let leastSimilarity = 400

  /// Two lines that are versions of one, by their places in each half.
  struct Pair {
    let old: Int
    let new: Int
    /// The bytes of the older line that the newer doesn't have.
    let deleted: [Range<Int>]
    /// The bytes of the newer line that the older doesn't have.
    let added: [Range<Int>]
  }

  private enum Step: UInt8 { case pair, skipBoth, skipOld, skipNew }

  private let old: [LineWords]
  private let new: [LineWords]
  private let vocabulary: WordVocabulary

  init(_ old: [LineWords], _ new: [LineWords], _ vocabulary: WordVocabulary) {
    (self.old, self.new, self.vocabulary) = (old, new, vocabulary)
  }

  /// The pairs of some lines with others that resemble them, ascending.
  static func pairs(of old: [ArraySlice<UInt8>], with new: [ArraySlice<UInt8>]) -> [Pair] {
    var vocabulary = WordVocabulary()
    let old = old.map { vocabulary.words(of: $0) }
    let new = new.map { vocabulary.words(of: $0) }
    return LinePairing(old, new, vocabulary).pairs().compactMap { pair in
      let alignment = WordAlignment(old[pair.old], new[pair.new], vocabulary)
      guard isSimilar(alignment.commonWeight, old[pair.old], new[pair.new]) else { return nil }
      return Pair(
        old: pair.old, new: pair.new, deleted: alignment.deleted, added: alignment.added)
    }
  }

  /// Whether two lines share enough to be versions of one.
  static func isSimilar(_ commonWeight: Int, _ old: LineWords, _ new: LineWords) -> Bool {
    similarity(commonWeight, old, new) >= leastSimilarity
  }

  private static func similarity(_ commonWeight: Int, _ old: LineWords, _ new: LineWords) -> Int {
    let weight = old.weight + new.weight
    return weight == 0 ? 0 : 2_000 * commonWeight / weight
  }

  /// The similarity of two lines, from above; 0 where it is too little.
  private func similarity(_ oldIndex: Int, _ newIndex: Int) -> Int {
    let (left, right) = (old[oldIndex], new[newIndex])
    guard Self.isSimilar(min(left.weight, right.weight), left, right) else { return 0 }
    let similarity = Self.similarity(left.commonWeight(with: right, vocabulary), left, right)
    return similarity >= Self.leastSimilarity ? similarity : 0
  }

  /// The pairs, ascending; none where it would be too much work.
  func pairs() -> [(old: Int, new: Int)] {
    guard let slack = slack() else { return [] }
    let rows = (0...old.count).map { columns(of: $0, slack) }
    var steps = rows.map { [Step](repeating: .skipBoth, count: $0.count) }
    // What is gained from each place on, row by row from the last.
    var below: [Int] = []
    for row in stride(from: old.count, through: 0, by: -1) {
      var gains = [Int](repeating: 0, count: rows[row].count)
      for column in rows[row].reversed() {
        var best = (gain: -1, step: Step.skipNew)
        if column + 1 < rows[row].upperBound {
          best.gain = gains[column + 1 - rows[row].lowerBound]
        }
        if row < old.count {
          let next = rows[row + 1]
          if next.contains(column), below[column - next.lowerBound] > best.gain {
            best = (below[column - next.lowerBound], .skipOld)
          }
          if next.contains(column + 1) {
            let gain = below[column + 1 - next.lowerBound]
            if gain > best.gain { best = (gain, .skipBoth) }
            let similarity = similarity(row, column)
            if similarity > 0, gain + similarity >= best.gain {
              best = (gain + similarity, .pair)
            }
          }
        }
        gains[column - rows[row].lowerBound] = max(best.gain, 0)
        steps[row][column - rows[row].lowerBound] = best.step
      }
      below = gains
    }
    return trail(steps, rows)
  }

  private func trail(_ steps: [[Step]], _ rows: [ClosedRange<Int>]) -> [(old: Int, new: Int)] {
    var pairs: [(old: Int, new: Int)] = []
    var (row, column) = (0, 0)
    while row < old.count, column < new.count {
      let step = steps[row][column - rows[row].lowerBound]
      if step == .pair { pairs.append((row, column)) }
      if step != .skipNew { row += 1 }
      if step != .skipOld { column += 1 }
    }
    return pairs
  }

  /// The additions that a deletion may be paired with, and the place behind them.
  private func columns(of row: Int, _ slack: Int) -> ClosedRange<Int> {
    let surplus = new.count - old.count
    let least = max(0, row + min(0, surplus) - slack)
    return least...max(least, min(new.count, row + max(0, surplus) + slack))
  }

  /// How far from the same depth pairs are tried; nil where even none is too much.
  private func slack() -> Int? {
    let words = old.reduce(0) { $0 + $1.numbers.count } + new.reduce(0) { $0 + $1.numbers.count }
    let (shorter, longer) = (min(old.count, new.count), max(old.count, new.count))
    guard words > 0, shorter > 0 else { return nil }
    let costOfPair = max(1, words / longer)
    let affordable = (64 * words + 200_000) / costOfPair / shorter
    if affordable >= longer { return longer }
    let least = longer - shorter + 1
    return affordable >= least ? (affordable - least) / 2 : nil
  }
}
