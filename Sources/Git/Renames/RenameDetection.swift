/// Finds which deleted file became which added one, as `git diff -M` does (`diffcore-rename.c` of git
/// 2.39), so that edgesync and git tell of the same renames.
///
/// libgit2's own search passes over small files and weighs likeness in another way, and so finds
/// others. Three steps: equal blobs; files of a name that is unique on both sides, if three quarters
/// alike; then every pair that is left, if half alike, best first.
struct RenameDetection {
  /// Likeness in git's unit.
  private static let maximumScore = 60_000
  private static let minimumScore = 30_000
  private static let minimumNameScore = 45_000
  /// `diff.renameLimit`: more pairs than its square are not compared.
  private static let limit = 1000
  /// Equal blobs tried for one target.
  private static let equalTries = 101
  /// Best sources remembered for one target.
  private static let candidatesPerTarget = 4

  private struct Source {
    let path: RepoPath
    let item: TreeItem
    var isUsed = false
  }

  private struct Target {
    let path: RepoPath
    let item: TreeItem
    var source: Int?
  }

  private struct Score {
    let target: Int
    let source: Int
    let score: Int
    let sameName: Bool

    /// Whether it stands before another.
    func isBetter(than other: Score) -> Bool {
      score != other.score ? score > other.score : sameName && !other.sameName
    }
  }

  private let repository: Repository
  private var sources: [Source]
  private var targets: [Target]
  private var sizes: [ObjectID: Int] = [:]
  private var pieces: [ObjectID: PieceCounts] = [:]

  /// A search among changes, which have to be sorted by path.
  init(_ repository: Repository, among changes: [TreeChange]) {
    self.repository = repository
    sources = changes.compactMap { change in
      change.new == nil ? change.old.map { Source(path: change.path, item: $0) } : nil
    }
    targets = changes.compactMap { change in
      change.old == nil ? change.new.map { Target(path: change.path, item: $0) } : nil
    }
  }

  /// For each added file that was renamed, where it came from.
  mutating func renames() throws(GitError) -> [RepoPath: RepoPath] {
    guard !sources.isEmpty, !targets.isEmpty else { return [:] }
    pairEqualBlobs()
    try pairUniqueNames()
    try pairAlike()
    var renames: [RepoPath: RepoPath] = [:]
    for target in targets {
      if let source = target.source { renames[target.path] = sources[source].path }
    }
    return renames
  }

  private mutating func pair(_ target: Int, with source: Int) {
    targets[target].source = source
    sources[source].isUsed = true
  }

  private mutating func pairEqualBlobs() {
    var byID: [ObjectID: [Int]] = [:]
    for (index, source) in sources.enumerated() { byID[source.item.id, default: []].append(index) }
    for target in targets.indices {
      let item = targets[target].item
      var best: Int?
      for (tries, source) in (byID[item.id] ?? []).enumerated() {
        if tries > Self.equalTries { break }
        let candidate = sources[source]
        // What isn't a regular file has to be the same kind of thing.
        let isSameKind =
          (candidate.item.mode.isRegular && item.mode.isRegular)
          || candidate.item.mode == item.mode
        if candidate.isUsed || !isSameKind { continue }
        if sharesName(candidate.path, targets[target].path) {
          best = source
          break
        }
        if best == nil { best = source }
      }
      if let best { pair(target, with: best) }
    }
  }

  private mutating func pairUniqueNames() throws(GitError) {
    var sourceByName: [ArraySlice<UInt8>: Int?] = [:]
    for (index, source) in sources.enumerated() where !source.isUsed {
      let name = source.path.name
      sourceByName[name] = .some(sourceByName.keys.contains(name) ? nil : index)
    }
    var targetByName: [ArraySlice<UInt8>: Int?] = [:]
    for (index, target) in targets.enumerated() where target.source == nil {
      let name = target.path.name
      targetByName[name] = .some(targetByName.keys.contains(name) ? nil : index)
    }
    for source in sources.indices where !sources[source].isUsed {
      let name = sources[source].path.name
      guard sourceByName[name] == .some(source), case .some(.some(let target)) = targetByName[name],
        targets[target].source == nil
      else { continue }
      let score = try score(sources[source].item, targets[target].item, Self.minimumNameScore)
      if score >= Self.minimumNameScore { pair(target, with: source) }
    }
  }

  private mutating func pairAlike() throws(GitError) {
    let free = sources.indices.filter { !sources[$0].isUsed }
    let open = targets.indices.filter { targets[$0].source == nil }
    guard !free.isEmpty, free.count * open.count <= Self.limit * Self.limit else { return }
    var scores: [Score] = []
    for target in open {
      var best: [Score] = []
      for source in free {
        let candidate = Score(
          target: target, source: source,
          score: try score(sources[source].item, targets[target].item, Self.minimumScore),
          sameName: sharesName(sources[source].path, targets[target].path))
        Self.remember(candidate, in: &best)
      }
      scores += best
    }
    // Swift's sort is stable, as git's has to be here.
    for score in scores.sorted(by: { $0.isBetter(than: $1) }) {
      if score.score < Self.minimumScore { break }
      if targets[score.target].source == nil, !sources[score.source].isUsed {
        pair(score.target, with: score.source)
      }
    }
  }

  /// Takes the place of the worst, if it is better; of equal worst ones, the first.
  private static func remember(_ candidate: Score, in best: inout [Score]) {
    if best.count < candidatesPerTarget {
      best.append(candidate)
      return
    }
    var worst = 0
    for index in 1..<best.count where best[worst].isBetter(than: best[index]) { worst = index }
    if candidate.isBetter(than: best[worst]) { best[worst] = candidate }
  }

  /// How alike two files are; 0 where their sizes rule out that they are alike enough.
  private mutating func score(
    _ source: TreeItem, _ target: TreeItem, _ minimum: Int
  ) throws(GitError) -> Int {
    guard source.mode.isRegular, target.mode.isRegular else { return 0 }
    let sourceSize = try size(source.id)
    let targetSize = try size(target.id)
    let larger = max(sourceSize, targetSize)
    let difference = larger - min(sourceSize, targetSize)
    if larger * (Self.maximumScore - minimum) < difference * Self.maximumScore { return 0 }
    guard targetSize > 0 else { return 0 }
    let shared = try counts(source.id).bytesShared(with: counts(target.id))
    return shared * Self.maximumScore / larger
  }

  private mutating func size(_ id: ObjectID) throws(GitError) -> Int {
    if let size = sizes[id] { return size }
    let size = try repository.blobSize(id)
    sizes[id] = size
    return size
  }

  private mutating func counts(_ id: ObjectID) throws(GitError) -> PieceCounts {
    if let counts = pieces[id] { return counts }
    let counts = try repository.withObject(id, .blob) { PieceCounts($0) }
    pieces[id] = counts
    return counts
  }

  private func sharesName(_ left: RepoPath, _ right: RepoPath) -> Bool { left.name == right.name }
}
