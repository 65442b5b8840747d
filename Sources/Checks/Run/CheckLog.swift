/// What a check printed, bounded: the head and the tail of it where it is long.
struct CheckLog {
  /// Bytes kept of the head.
  static let headLimit = 64 << 10
  /// Bytes kept of the tail.
  static let tailLimit = 192 << 10

  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  private var dropped = 0

  /// Takes what was printed.
  mutating func append(_ bytes: some Collection<UInt8>) {
    let room = Self.headLimit - head.count
    if room >= bytes.count {
      head.append(contentsOf: bytes)
      return
    }
    head.append(contentsOf: bytes.prefix(room))
    tail.append(contentsOf: bytes.dropFirst(room))
    // Cut in large steps, so that each byte is moved once at the most.
    if tail.count > 2 * Self.tailLimit {
      let excess = tail.count - Self.tailLimit
      tail.removeFirst(excess)
      dropped += excess
    }
  }

  /// The head, a line that says how much was left out, and the tail.
  var bytes: [UInt8] {
    let excess = max(0, tail.count - Self.tailLimit)
    let missing = dropped + excess
    guard missing > 0 else { return head + tail }
    return head + Array("\n[… \(missing) bytes left out …]\n".utf8) + tail.dropFirst(excess)
  }
}
