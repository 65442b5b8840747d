/// A blob cut into pieces at newlines, at 64 bytes at the most, with the bytes in each by hash: what git
/// compares to tell how alike two files are (`diffcore-delta.c`; a last line without a newline counts, as
/// it does for git since 2.44).
struct PieceCounts {
  /// The number of distinct hashes, as git has it.
  private static let hashBase: UInt32 = 107_927

  private struct Piece {
    let hash: UInt32
    var bytes: Int
  }

  /// Sorted by hash, each hash once.
  private let pieces: [Piece]

  init(_ content: UnsafeRawBufferPointer) {
    // git looks for a NUL in the first 8,000 bytes to tell text from binary.
    let isText = !content.prefix(8000).contains(0)
    var found: [Piece] = []
    var first: UInt32 = 0
    var second: UInt32 = 0
    var length = 0
    func hash() -> UInt32 { (first &+ second &* 0x61) % Self.hashBase }
    var index = 0
    while index < content.count {
      let byte = content[index]
      index += 1
      // In text, a CR before a newline doesn't count.
      if isText, byte == 0x0D, index < content.count, content[index] == 0x0A { continue }
      let previous = first
      first = (first << 7) ^ (second >> 25)
      second = (second << 7) ^ (previous >> 25)
      first = first &+ UInt32(byte)
      length += 1
      if length < 64, byte != 0x0A { continue }
      found.append(Piece(hash: hash(), bytes: length))
      length = 0
      first = 0
      second = 0
    }
    if length > 0 { found.append(Piece(hash: hash(), bytes: length)) }
    found.sort { $0.hash < $1.hash }
    var merged: [Piece] = []
    for piece in found {
      if let last = merged.indices.last, merged[last].hash == piece.hash {
        merged[last].bytes += piece.bytes
      } else {
        merged.append(piece)
      }
    }
    pieces = merged
  }

  /// Bytes of pieces that both blobs have.
  func bytesShared(with other: PieceCounts) -> Int {
    var shared = 0
    var left = 0
    var right = 0
    while left < pieces.count, right < other.pieces.count {
      let one = pieces[left]
      let two = other.pieces[right]
      if one.hash == two.hash {
        shared += min(one.bytes, two.bytes)
        left += 1
        right += 1
      } else if one.hash < two.hash {
        left += 1
      } else {
        right += 1
      }
    }
    return shared
  }
}
