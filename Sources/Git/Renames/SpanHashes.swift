/// A blob cut into pieces at newlines, at 64 bytes at the most, with the bytes in each by hash: what git
/// compares to tell how alike two files are (`diffcore-delta.c`; a last line without a newline counts, as
/// it does for git since 2.44).
struct SpanHashes: Sendable {
  /// The number of distinct hashes, as git has it.
  private static let hashBase: UInt32 = 107_927

  /// A hash and the bytes of its pieces, in the upper and the lower half; sorted, each hash once.
  private let pieces: [UInt64]

  init(_ content: UnsafeRawBufferPointer) {
    // git looks for a NUL in the first 8,000 bytes to tell text from binary.
    let isText = !content.prefix(8000).contains(0)
    var found: [UInt64] = []
    found.reserveCapacity(content.count / 32)
    var first: UInt32 = 0
    var second: UInt32 = 0
    var length = 0
    func add() {
      found.append(UInt64((first &+ second &* 0x61) % Self.hashBase) << 32 | UInt64(length))
    }
    for index in 0..<content.count {
      let byte = content[index]
      // In text, a CR before a newline doesn't count.
      if isText, byte == 0x0D, index + 1 < content.count, content[index + 1] == 0x0A { continue }
      let previous = first
      first = (first &<< 7) ^ (second &>> 25)
      second = (second &<< 7) ^ (previous &>> 25)
      first = first &+ UInt32(byte)
      length += 1
      if length < 64, byte != 0x0A { continue }
      add()
      length = 0
      first = 0
      second = 0
    }
    if length > 0 { add() }
    found.sort()
    var merged: [UInt64] = []
    for piece in found {
      if let last = merged.indices.last, Self.hash(merged[last]) == Self.hash(piece) {
        merged[last] += Self.bytes(piece)
      } else {
        merged.append(piece)
      }
    }
    pieces = merged
  }

  private static func hash(_ piece: UInt64) -> UInt64 { piece >> 32 }
  private static func bytes(_ piece: UInt64) -> UInt64 { piece & 0xFFFF_FFFF }

  /// Bytes of pieces that both blobs have.
  func bytesShared(with other: SpanHashes) -> Int {
    var shared: UInt64 = 0
    var left = 0
    var right = 0
    while left < pieces.count, right < other.pieces.count {
      let one = pieces[left]
      let two = other.pieces[right]
      if Self.hash(one) == Self.hash(two) {
        shared += min(Self.bytes(one), Self.bytes(two))
        left += 1
        right += 1
      } else if Self.hash(one) < Self.hash(two) {
        left += 1
      } else {
        right += 1
      }
    }
    return Int(shared)
  }
}
