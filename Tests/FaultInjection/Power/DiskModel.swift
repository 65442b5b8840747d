import Support

/// What a kind of file system may leave after a loss of power.
enum DiskModel: String, CaseIterable, Sendable {
  /// Names in the order they were made; a file's bytes are there before a rename of it is. As ext4 with
  /// `data=ordered`.
  case ordered
  /// Only what was synced is certain, file by file and folder by folder; of the rest any part may be.
  case strict
  /// Every name is there, and of bytes that weren't synced none, zeros, or a beginning.
  case names

  /// One of the states after the first calls of a log.
  func state(of disk: Disk, calls: [LoggedCall], upTo cut: Int, seed: UInt64) -> DiskState {
    var generator = SeededGenerator(seed: seed)
    // A third each: all is lost that may be, all is there that may be, and anything between.
    let bias = Int.random(in: 0..<3, using: &generator)
    var coins: [Int: Bool] = [:]
    func coin(_ key: Int) -> Bool {
      if bias < 2 { return bias == 1 }
      if let known = coins[key] { return known }
      var own = SeededGenerator(seed: seed ^ UInt64(bitPattern: Int64(key &* 0x9E37_79B9)))
      let fall = Bool.random(using: &own)
      coins[key] = fall
      return fall
    }
    switch self {
    case .ordered:
      let barrier = calls[..<cut].lastIndex { $0.kind == .sync } ?? -1
      let last =
        bias == 1
        ? cut : bias == 0 ? barrier : Int.random(in: barrier...max(barrier, cut), using: &generator)
      let renamed = Set(
        disk.changes.filter { $0.isRename && $0.call <= last }.flatMap {
          $0.entries.compactMap(\.node)
        })
      return disk.state(
        keepsName: { change, _ in change.call <= last },
        content: { file, synced, written in
          renamed.contains(file) || coin(file) ? written : synced
        })
    case .strict:
      return disk.state(
        keepsName: { change, folder in coin(change.call &* 4096 &+ folder) },
        content: { file, synced, written in
          coin(-file) ? written : Self.damaged(synced, written, seed, file)
        })
    case .names:
      return disk.state(
        keepsName: { _, _ in true },
        content: { file, synced, written in
          bias == 1 && coin(file) ? written : Self.damaged(synced, written, seed, file)
        })
    }
  }

  /// What may be found of a file that was written and not synced: what was synced, or a beginning of what
  /// was written, or zeros where the new bytes should be.
  private static func damaged(
    _ synced: [UInt8], _ written: [UInt8], _ seed: UInt64, _ file: Int
  ) -> [UInt8] {
    var generator = SeededGenerator(seed: seed &+ UInt64(file))
    let kind = Int.random(in: 0..<3, using: &generator)
    if kind == 0 || written.isEmpty { return synced }
    let reached = kind == 1 ? Int.random(in: 0..<written.count, using: &generator) : 0
    if kind == 1 { return Array(written[..<reached]) + synced.dropFirst(reached) }
    return written.indices.map { $0 < synced.count ? synced[$0] : 0 }
  }
}
