/// Random numbers that a seed gives again: a failure names its seed, and the seed replays it.
///
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators").
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  /// A generator from a seed.
  public init(seed: some BinaryInteger) {
    state = UInt64(truncatingIfNeeded: seed)
  }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// A whole number in a range.
  public mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// A number from 0 up to, but not including, a bound; 0 where the bound is 0.
  public mutating func below(_ bound: Int) -> Int {
    bound < 1 ? 0 : Int(next() % UInt64(bound))
  }

  /// Whether something with a chance of one in `count` happens.
  public mutating func happens(oneIn count: Int) -> Bool {
    number(1...count) == 1
  }

  /// True in some percent of all calls.
  public mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

  /// One of some values, of which there has to be one.
  public mutating func pick<Value>(_ values: [Value]) -> Value {
    values[number(0...values.count - 1)]
  }
}
