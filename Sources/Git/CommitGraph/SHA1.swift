/// SHA-1 (FIPS 180-4) of files that git ends with their checksum. It tells damage, and nothing is trusted for
/// its sake: libgit2 hashes objects, and offers no hash of anything else.
enum SHA1 {
  private static let blockSize = 64

  /// The 20 bytes of the hash, as an id.
  static func hash(_ bytes: UnsafeRawBufferPointer) -> ObjectID {
    var state: (UInt32, UInt32, UInt32, UInt32, UInt32) = (
      0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0
    )
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 80) { words in
      let whole = bytes.count / blockSize * blockSize
      for start in stride(from: 0, to: whole, by: blockSize) {
        add(UnsafeRawBufferPointer(rebasing: bytes[start..<start + blockSize]), to: &state, words)
      }
      // The end: a bit, zeroes, and the length in bits.
      var end = Array(bytes[whole...]) + [0x80]
      while end.count % blockSize != blockSize - 8 { end.append(0) }
      withUnsafeBytes(of: UInt64(bytes.count * 8).bigEndian) { end += $0 }
      end.withUnsafeBytes { end in
        for start in stride(from: 0, to: end.count, by: blockSize) {
          add(UnsafeRawBufferPointer(rebasing: end[start..<start + blockSize]), to: &state, words)
        }
      }
    }
    let big = (
      state.0.bigEndian, state.1.bigEndian, state.2.bigEndian, state.3.bigEndian,
      state.4.bigEndian
    )
    return withUnsafeBytes(of: big) { ObjectID($0) }
  }

  private static func add(
    _ block: UnsafeRawBufferPointer, to state: inout (UInt32, UInt32, UInt32, UInt32, UInt32),
    _ words: UnsafeMutableBufferPointer<UInt32>
  ) {
    for index in 0..<16 {
      words[index] = UInt32(
        bigEndian: block.loadUnaligned(fromByteOffset: 4 * index, as: UInt32.self))
    }
    for index in 16..<80 {
      words[index] = rotated(
        words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16], 1)
    }
    var (a, b, c, d, e) = state
    func step(_ mixed: UInt32, _ constant: UInt32, _ word: UInt32) {
      let next = rotated(a, 5) &+ mixed &+ e &+ constant &+ word
      (a, b, c, d, e) = (next, a, rotated(b, 30), c, d)
    }
    for index in 0..<20 { step(d ^ b & (c ^ d), 0x5A82_7999, words[index]) }
    for index in 20..<40 { step(b ^ c ^ d, 0x6ED9_EBA1, words[index]) }
    for index in 40..<60 { step(b & c | d & (b | c), 0x8F1B_BCDC, words[index]) }
    for index in 60..<80 { step(b ^ c ^ d, 0xCA62_C1D6, words[index]) }
    state = (
      state.0 &+ a, state.1 &+ b, state.2 &+ c, state.3 &+ d, state.4 &+ e
    )
  }

  private static func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 {
    word &<< bits | word &>> (32 - bits)
  }
}
