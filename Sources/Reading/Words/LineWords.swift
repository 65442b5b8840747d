/// A line as the numbers of its words.
struct LineWords {
  /// In their order.
  private(set) var numbers: [Int32] = []
  /// The same, ascending.
  private(set) var sorted: [Int32] = []
  /// Where each begins in the line; at last, the line's end.
  private(set) var starts: [Int32] = [0]
  /// How many bytes count when it is compared.
  private(set) var weight = 0

  /// Adds a word at the end.
  mutating func append(_ number: Int32, length: Int, weight: Int) {
    numbers.append(number)
    starts.append((starts.last ?? 0) + Int32(length))
    self.weight += weight
  }

  /// Prepares it for ``commonWeight(with:_:)``.
  mutating func sort() { sorted = numbers.sorted() }

  /// The bytes of some words.
  func bytes(of words: Range<Int>) -> Range<Int> {
    Int(starts[words.lowerBound])..<Int(starts[words.upperBound])
  }

  /// How many bytes of words it shares with another, in whatever order.
  func commonWeight(with other: LineWords, _ vocabulary: WordVocabulary) -> Int {
    var weight = 0
    var (index, otherIndex) = (0, 0)
    while index < sorted.count, otherIndex < other.sorted.count {
      let (left, right) = (sorted[index], other.sorted[otherIndex])
      if left == right { weight += vocabulary.weight(of: left) }
      if left <= right { index += 1 }
      if right <= left { otherIndex += 1 }
    }
    return weight
  }
}
