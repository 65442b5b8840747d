/// The longest common subsequence of two rows of words: by the bytes of its words, then by how few pieces it is in.
struct WordMatches {
  /// How the best of a place comes about.
  private struct Choice: OptionSet {
    let rawValue: UInt8
    /// The last words of both are a match.
    static let match = Choice(rawValue: 1)
    /// Else: the older line's last word isn't part of it.
    static let skipOld = Choice(rawValue: 2)
    /// A match here continues a match of the words before.
    static let continues = Choice(rawValue: 4)
  }

  /// Room in a score for what counts less than a byte: one for each pair of adjacent matches, one for each space.
  private static let unit: Int32 = 4_096
  private static let none = Int32.min / 2

  private let old: ArraySlice<Int32>
  private let new: ArraySlice<Int32>
  private let vocabulary: WordVocabulary

  init(_ old: ArraySlice<Int32>, _ new: ArraySlice<Int32>, _ vocabulary: WordVocabulary) {
    (self.old, self.new, self.vocabulary) = (old, new, vocabulary)
  }

  /// The matches, ascending, by the slices' own indices.
  func pairs() -> [(old: Int, new: Int)] {
    guard !old.isEmpty, !new.isEmpty else { return [] }
    let width = new.count + 1
    var choices = [Choice](repeating: [], count: (old.count + 1) * width)
    // The best of the words up to a place, and the best of those that end with a match.
    var best = [Int32](repeating: 0, count: width)
    var matched = [Int32](repeating: Self.none, count: width)
    // What precedes both rows is equal.
    matched[0] = 0
    for (row, word) in old.enumerated() {
      let weight = Int32(vocabulary.weight(of: word))
      let gain = weight == 0 ? 1 : weight * Self.unit
      var (diagonalBest, diagonalMatched) = (best[0], matched[0])
      matched[0] = Self.none
      for (column, other) in new.enumerated() {
        let (aboveBest, aboveMatched) = (best[column + 1], matched[column + 1])
        var choice: Choice = []
        var match = Self.none
        if word == other {
          match = diagonalBest + gain
          if diagonalMatched + 1 >= diagonalBest {
            match = diagonalMatched + 1 + gain
            choice.insert(.continues)
          }
        }
        var value = best[column]
        if aboveBest >= value {
          value = aboveBest
          choice.insert(.skipOld)
        }
        if match >= value {
          value = match
          choice.insert(.match)
        }
        best[column + 1] = value
        matched[column + 1] = match
        choices[(row + 1) * width + column + 1] = choice
        (diagonalBest, diagonalMatched) = (aboveBest, aboveMatched)
      }
    }
    return trail(choices, width)
  }

  private func trail(_ choices: [Choice], _ width: Int) -> [(old: Int, new: Int)] {
    var pairs: [(old: Int, new: Int)] = []
    var (row, column) = (old.count, new.count)
    var mustMatch = false
    while row > 0, column > 0 {
      let choice = choices[row * width + column]
      if mustMatch || choice.contains(.match) {
        row -= 1
        column -= 1
        pairs.append((old.startIndex + row, new.startIndex + column))
        mustMatch = choice.contains(.continues)
      } else if choice.contains(.skipOld) {
        row -= 1
      } else {
        column -= 1
      }
    }
    return pairs.reversed()
  }
}
