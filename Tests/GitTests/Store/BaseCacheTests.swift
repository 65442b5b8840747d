import Testing

@testable import Git

/// How much stores keep of what they have read.
@Suite struct BaseCacheTests {
  private static let megabyte = 1 << 20

  /// How many of 16 MB a cache keeps, of which it was given one after the other.
  private static func fill(_ cache: BaseCache) -> Int {
    for place in 0..<16 {
      cache.keep(ObjectBytes(.blob, count: megabyte), as: .init(pack: 1, offset: place))
    }
    return (0..<16).count { cache[.init(pack: 1, offset: $0)] != nil }
  }

  /// Each has some, and all together no more than a few have alone; what is let go of leaves room for others.
  @Test func manyKeepLittleMoreThanAFew() {
    for round in 0..<4 {
      let caches = (0..<12).map { _ in BaseCache() }
      let kept = caches.map(Self.fill)
      #expect(kept.allSatisfy { (1...12).contains($0) }, "\(kept)")
      #expect(kept.reduce(0, +) <= 40 + 2 * caches.count, "\(kept)")
      #expect(kept[0] > 2, "\(round): \(kept)")
      if round.isMultiple(of: 2) { for cache in caches { cache.clear() } }
    }
  }
}
