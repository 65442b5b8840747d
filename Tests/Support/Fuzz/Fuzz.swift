import Foundation

/// Inputs for parsers: good ones, damaged by seeded chance, so that each failure can be had again.
public struct Fuzz: Sendable {
  /// How many inputs a test tries: 2000, or as `EDGESYNC_TEST_FUZZ` says.
  public static let count: Int = {
    let wish = ProcessInfo.processInfo.environment["EDGESYNC_TEST_FUZZ"].flatMap { Int($0) }
    return max(1, wish ?? 2000)
  }()

  /// Minutes after which a test counts as hanging.
  public static let minutes = 2 + count / 1000

  private let corpus: [[UInt8]]
  private let words: [[UInt8]]

  /// Inputs from good ones.
  ///
  /// - Parameters:
  ///   - corpus: Good inputs, of which there has to be one.
  ///   - words: What the format gives a meaning.
  public init(_ corpus: [String], words: [String]) {
    self.corpus = corpus.map { Array($0.utf8) }
    self.words = words.map { Array($0.utf8) }
  }

  /// Calls a test with each input and the seed that it is made from.
  public func forEach(_ body: (_ input: [UInt8], _ seed: Int) throws -> Void) rethrows {
    for seed in 0..<Self.count { try body(input(seed), seed) }
  }

  /// The input of a seed.
  public func input(_ seed: Int) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var bytes = generator.pick(corpus)
    for _ in 0..<generator.number(1...6) { damage(&bytes, &generator) }
    return bytes
  }

  private func damage(_ bytes: inout [UInt8], _ generator: inout SeededGenerator) {
    let place = generator.number(0...bytes.count)
    let end = min(bytes.count, place + generator.number(0...(generator.chance(80) ? 8 : 200)))
    switch generator.below(10) {
    case 0 where place < bytes.count: bytes[place] ^= 1 << UInt8(generator.below(8))
    case 1: bytes.removeSubrange(place..<end)
    case 2: bytes.insert(contentsOf: bytes[place..<end], at: place)
    case 3: bytes.insert(contentsOf: HostileText.bytes(upTo: 6, using: &generator), at: place)
    case 4: bytes.replaceSubrange(place..<end, with: generator.pick(words))
    case 5, 6: bytes.insert(contentsOf: generator.pick(words), at: place)
    case 7:
      let word = generator.pick(words)
      let times = generator.chance(90) ? generator.number(2...20) : generator.number(100...3000)
      bytes.insert(contentsOf: (0..<times).flatMap { _ in word }, at: place)
    case 8:
      let other = generator.pick(corpus)
      bytes.replaceSubrange(place..<end, with: other.suffix(generator.number(0...other.count)))
    default: bytes.removeSubrange(place...)
    }
    // Repeating what was repeated must not fill the memory.
    if bytes.count > 60_000 { bytes.removeSubrange(60_000...) }
  }
}
