/// How many commits are looked at in one go: as many as are looked at while nobody notices the wait.
package struct FilterPace: Hashable, Sendable {
  private static let (least, most) = (32, 4096)
  /// Time for which a look is worth its beginning.
  private static let (short, long) = (Duration.milliseconds(50), Duration.milliseconds(200))

  /// Commits for the next look.
  package private(set) var size = 64

  /// Nothing was looked at yet.
  package init() {}

  /// Takes how long a look took.
  package mutating func measure<Result>(_ look: () throws -> Result) rethrows -> Result {
    let start = ContinuousClock.now
    defer {
      let time = ContinuousClock.now - start
      if time < Self.short { size = min(2 * size, Self.most) }
      if time > Self.long { size = max(size / 2, Self.least) }
    }
    return try look()
  }
}
