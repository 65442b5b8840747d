/// Random numbers that come again with the same seed (SplitMix64), so that a case can be replayed.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// The numbers that go with a seed.
  public init(seed: Int) {
    state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// True in some percent of all calls.
  public mutating func chance(_ percent: Int) -> Bool { Int(next() % 100) < percent }

  /// A number from 0 up to, but not including, a bound; 0 where the bound is 0.
  public mutating func below(_ bound: Int) -> Int {
    bound < 1 ? 0 : Int(next() % UInt64(bound))
  }

  /// One of some items, of which there has to be one.
  public mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }
}
