/// A path as git's changed-path filters know it: by its hash, one for each way of hashing.
///
/// The filters are Bloom filters over MurmurHash3 with two seeds (gitformat-commit-graph(5), `BDAT`).
package struct ChangedPath: Sendable {
  private static let seeds: (UInt32, UInt32) = (0x293a_e76f, 0x7e64_6e2c)

  private let hashes: (UInt32, UInt32)
  /// Version 1 hashed bytes beyond ASCII in one way here and in another there.
  private let isPlain: Bool
  /// The root is in no filter, and each commit changes it.
  private let isRoot: Bool

  /// A path.
  package init(_ path: RepoPath) {
    hashes = (
      Self.hash(path.bytes, Self.seeds.0), Self.hash(path.bytes, Self.seeds.1)
    )
    isPlain = path.bytes.allSatisfy { $0 < 0x80 }
    isRoot = path.isRoot
  }

  /// Whether a filter can have the path in it; it surely hasn't where this is false.
  func mayBe(
    in filter: UnsafeRawBufferPointer, _ settings: CommitGraphLayer.FilterSettings
  ) -> Bool {
    if isRoot || (settings.version == 1 && !isPlain) { return true }
    let bits = UInt64(filter.count) * 8
    for index in 0..<settings.hashes {
      let hash = hashes.0 &+ UInt32(truncatingIfNeeded: index) &* hashes.1
      let bit = Int(UInt64(hash) % bits)
      if filter[bit / 8] & 1 << UInt8(bit % 8) == 0 { return false }
    }
    return true
  }

  /// A filter of some paths in version 2, with 7 hashes and 10 bits a path, as git makes it.
  static func filter(of paths: Set<RepoPath>) -> [UInt8] {
    var filter = [UInt8](repeating: 0, count: max(1, (paths.count * 10 + 7) / 8))
    let bits = UInt64(filter.count) * 8
    for path in paths {
      let hashes = ChangedPath(path).hashes
      for index in 0..<7 as Range<UInt32> {
        let bit = Int(UInt64(hashes.0 &+ index &* hashes.1) % bits)
        filter[bit / 8] |= 1 << UInt8(bit % 8)
      }
    }
    return filter
  }

  /// MurmurHash3, its 32-bit variant for x86.
  private static func hash(_ bytes: [UInt8], _ seed: UInt32) -> UInt32 {
    func rotated(_ word: UInt32, _ bits: UInt32) -> UInt32 {
      word &<< bits | word &>> (32 - bits)
    }
    func mixed(_ word: UInt32) -> UInt32 {
      rotated(word &* 0xcc9e_2d51, 15) &* 0x1b87_3593
    }
    var hash = seed
    let whole = bytes.count / 4 * 4
    for start in stride(from: 0, to: whole, by: 4) {
      let word = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[start + $1]) &<< UInt32(8 * $1) }
      hash = rotated(hash ^ mixed(word), 13) &* 5 &+ 0xe654_6b64
    }
    let rest = bytes[whole...].enumerated().reduce(UInt32(0)) {
      $0 | UInt32($1.element) &<< UInt32(8 * $1.offset)
    }
    if bytes.count > whole { hash ^= mixed(rest) }
    hash ^= UInt32(truncatingIfNeeded: bytes.count)
    hash = (hash ^ hash &>> 16) &* 0x85eb_ca6b
    hash = (hash ^ hash &>> 13) &* 0xc2b2_ae35
    return hash ^ hash &>> 16
  }
}
