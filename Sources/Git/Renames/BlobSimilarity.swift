/// How alike files are, in git's unit, for those that were read.
struct BlobSimilarity: Sendable {
  /// Likeness of equal files.
  static let maximum = 60_000
  /// Bytes of a file that is compared with others at the most; a larger one is like none but its equal.
  static let maximumSize = 8 << 20

  /// The files' blobs; nil for what isn't a regular file.
  private let blobs: [ObjectID?]
  /// Sizes in bytes.
  private var sizes: [Int?]
  private var pieces: [SpanHashes?]

  /// Files of which none has been read.
  init(of items: [TreeItem]) {
    blobs = items.map { $0.mode.isRegular ? $0.id : nil }
    sizes = Array(repeating: nil, count: items.count)
    pieces = Array(repeating: nil, count: items.count)
  }

  /// Reads the files of some pairs, except where the sizes rule out that they are as alike as asked for.
  mutating func read(
    _ pairs: some Sequence<(Int, Int)>, least: Int, in repository: Repository
  ) throws(GitError) {
    let blobs = blobs
    var isNeeded = Array(repeating: false, count: blobs.count)
    for (source, target) in pairs {
      isNeeded[source] = true
      isNeeded[target] = true
    }
    let unsized = blobs.indices.filter { isNeeded[$0] && sizes[$0] == nil }
    let found = try repository.inParallel(unsized.count) { repository, index throws(GitError) in
      guard let blob = blobs[unsized[index]] else { return nil as Int? }
      return try Self.readable { () throws(GitError) in try repository.unprovenBlobSize(blob) }
        .flatMap { $0 <= Self.maximumSize ? $0 : nil }
    }
    for (index, size) in zip(unsized, found) { sizes[index] = size }

    isNeeded = Array(repeating: false, count: blobs.count)
    for (source, target) in pairs where largerSize(least, source, target) != nil {
      isNeeded[source] = true
      isNeeded[target] = true
    }
    let unread = blobs.indices.filter { isNeeded[$0] && pieces[$0] == nil }
    let counts = try repository.inParallel(unread.count) { repository, index throws(GitError) in
      try Self.readable { () throws(GitError) in
        try repository.withObject(blobs[unread[index]] ?? .zero, .blob) { SpanHashes($0) }
      }
    }
    for (index, counts) in zip(unread, counts) { pieces[index] = counts }
  }

  /// What a closure reads; nil for what is damaged or isn't there: that is like nothing, and told where it is
  /// needed.
  private static func readable<Result>(
    _ read: () throws(GitError) -> Result
  ) throws(GitError) -> Result? {
    do throws(GitError) {
      return try read()
    } catch {
      switch error {
      case .malformed, .tooLarge, .library, .missing: return nil
      default: throw error
      }
    }
  }

  /// How alike a target is to a source; 0 where that can't be as much as asked for, or wasn't read.
  func score(of target: Int, beside source: Int, least: Int) -> Int {
    guard let larger = largerSize(least, source, target), let one = pieces[source],
      let two = pieces[target]
    else { return 0 }
    return one.bytesShared(with: two) * Self.maximum / larger
  }

  /// The larger of two sizes; nil where the sizes rule out that much likeness.
  private func largerSize(_ least: Int, _ source: Int, _ target: Int) -> Int? {
    guard let one = sizes[source], let two = sizes[target], two > 0 else { return nil }
    let larger = max(one, two)
    return larger * (Self.maximum - least) < (larger - min(one, two)) * Self.maximum ? nil : larger
  }
}
