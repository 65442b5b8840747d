/// Splits lines into words and numbers these: equal words have equal numbers.
///
/// A word is a run of ASCII letters, digits and `_`, or one other character.
struct WordVocabulary {
  private var numbers: [ArraySlice<UInt8>: Int32] = [:]
  /// How many bytes of a word count when lines are compared, by its number: whitespace doesn't.
  private var weights: [Int32] = (0..<256).map { Self.isSpace(UInt8($0)) ? 0 : 1 }

  /// A line's words; none where it is too long.
  mutating func words(of line: ArraySlice<UInt8>) -> LineWords {
    guard line.count <= ChangedWords.maximumLineLength else { return LineWords() }
    var words = LineWords()
    var index = line.startIndex
    while index < line.endIndex {
      let end = Self.end(of: line, from: index)
      let number = number(of: line[index..<end])
      words.append(number, length: end - index, weight: weight(of: number))
      index = end
    }
    words.sort()
    return words
  }

  /// How many bytes of a word count.
  func weight(of number: Int32) -> Int { Int(weights[Int(number)]) }

  /// Single bytes are their own numbers.
  private mutating func number(of word: ArraySlice<UInt8>) -> Int32 {
    if word.count == 1, let byte = word.first { return Int32(byte) }
    if let known = numbers[word] { return known }
    let number = Int32(weights.count)
    numbers[word] = number
    weights.append(Int32(word.count))
    return number
  }

  private static func end(of line: ArraySlice<UInt8>, from start: Int) -> Int {
    var end = start + 1
    if isIdentifier(line[start]) {
      while end < line.endIndex, isIdentifier(line[end]) { end += 1 }
    } else if line[start] >= 0xC0 {
      // As git's own patterns have it, so that no character of UTF-8 is cut in two.
      while end < line.endIndex, line[end] & 0xC0 == 0x80 { end += 1 }
    }
    return end
  }

  private static func isIdentifier(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}
