/// How alike blobs are, in git's unit, for those that were read.
struct BlobLikeness: Sendable {
  /// Likeness of equal blobs.
  static let maximum = 60_000

  /// Sizes in bytes; nil for what isn't a regular file, or doesn't count.
  private let sizes: [Int?]
  private let ids: [ObjectID]
  private var pieces: [PieceCounts?]

  /// Looks at the sizes of files; an item that is nil is like none.
  init(of items: [TreeItem?], in repository: Repository) throws(GitError) {
    sizes = try repository.inParallel(items.count) { repository, index throws(GitError) in
      guard let item = items[index], item.mode.isRegular else { return nil }
      return try repository.blobSize(item.id)
    }
    ids = items.map { $0?.id ?? .zero }
    pieces = Array(repeating: nil, count: items.count)
  }

  /// Reads the files of some pairs, except where the sizes rule out that they are as alike as asked for.
  mutating func read(
    _ pairs: some Sequence<(Int, Int)>, least: Int, in repository: Repository
  ) throws(GitError) {
    var isNeeded = Array(repeating: false, count: pieces.count)
    for (source, target) in pairs where canBe(least, source, target) {
      isNeeded[source] = true
      isNeeded[target] = true
    }
    let needed = pieces.indices.filter { isNeeded[$0] && pieces[$0] == nil }
    let ids = ids
    let found = try repository.inParallel(needed.count) { repository, index throws(GitError) in
      try repository.withObject(ids[needed[index]], .blob) { PieceCounts($0) }
    }
    for (index, counts) in zip(needed, found) { pieces[index] = counts }
  }

  /// How alike a target is to a source; 0 where that can't be as much as asked for, or wasn't read.
  func score(of target: Int, beside source: Int, least: Int) -> Int {
    guard canBe(least, source, target), let one = pieces[source], let two = pieces[target],
      let larger = largerSize(source, target), larger > 0
    else { return 0 }
    return one.bytesShared(with: two) * Self.maximum / larger
  }

  private func largerSize(_ source: Int, _ target: Int) -> Int? {
    guard let one = sizes[source], let two = sizes[target], two > 0 else { return nil }
    return max(one, two)
  }

  /// Whether the sizes allow that much likeness.
  private func canBe(_ least: Int, _ source: Int, _ target: Int) -> Bool {
    guard let larger = largerSize(source, target), let one = sizes[source], let two = sizes[target]
    else { return false }
    return larger * (Self.maximum - least) >= (larger - min(one, two)) * Self.maximum
  }
}
