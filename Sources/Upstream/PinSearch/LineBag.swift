/// The lines of a file whatever their order, each by a hash; a binary file has none.
struct LineBag: Sendable {
  private let hashes: [UInt64]

  /// How many there are.
  var count: Int { hashes.count }

  /// The lines of some bytes.
  init(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.prefix(8000).contains(0) else {
      hashes = []
      return
    }
    var found: [UInt64] = []
    found.reserveCapacity(bytes.count / 24 + 1)
    // FNV-1a (RFC 9923 has its numbers); two lines that agree by chance only make a bound lower.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var length = 0
    for byte in bytes {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      length += 1
      guard byte == 0x0A else { continue }
      found.append(hash)
      (hash, length) = (0xCBF2_9CE4_8422_2325, 0)
    }
    if length > 0 { found.append(hash) }
    found.sort()
    hashes = found
  }

  /// Lines that one of two has and the other hasn't.
  func difference(from other: LineBag) -> Int {
    var shared = 0
    var left = 0
    var right = 0
    while left < hashes.count, right < other.hashes.count {
      if hashes[left] == other.hashes[right] {
        shared += 1
        left += 1
        right += 1
      } else if hashes[left] < other.hashes[right] {
        left += 1
      } else {
        right += 1
      }
    }
    return hashes.count + other.hashes.count - 2 * shared
  }
}
