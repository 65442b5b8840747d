/// Finds which deleted file became which added one, as `git diff -M` does (`diffcore-rename.c` of git
/// 2.39), so that edgesync and git tell of the same renames.
///
/// libgit2's own search passes over small files and weighs likeness in another way, and so finds
/// others. Three steps: equal blobs; files of a name that is unique on both sides, if three quarters
/// alike; then every pair that is left, if half alike, best first.
struct RenameDetection {
  /// Likeness in git's unit.
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
    // Sources first, then targets.
    var blobs = BlobSimilarity(of: sources.map(\.item) + targets.map(\.item))
    try pairUniqueNames(&blobs)
    try pairAlike(&blobs)
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
        if candidate.path.name == targets[target].path.name {
          best = source
          break
        }
        if best == nil { best = source }
      }
      if let best { pair(target, with: best) }
    }
  }

  private mutating func pairUniqueNames(_ blobs: inout BlobSimilarity) throws(GitError) {
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
    let pairs = sources.indices.compactMap { source -> (Int, Int)? in
      let name = sources[source].path.name
      guard sourceByName[name] == .some(source), case .some(.some(let target)) = targetByName[name]
      else { return nil }
      return (source, target)
    }
    try blobs.read(
      pairs.map { ($0, sources.count + $1) }, least: Self.minimumNameScore, in: repository)
    for (source, target) in pairs {
      let score = blobs.score(
        of: sources.count + target, beside: source, least: Self.minimumNameScore)
      if score >= Self.minimumNameScore { pair(target, with: source) }
    }
  }

  private mutating func pairAlike(_ blobs: inout BlobSimilarity) throws(GitError) {
    let free = sources.indices.filter { !sources[$0].isUsed }
    let open = targets.indices.filter { targets[$0].source == nil }
    guard !free.isEmpty, free.count * open.count <= Self.limit * Self.limit else { return }
    let first = sources.count
    try blobs.read(
      open.lazy.flatMap { target in free.lazy.map { ($0, first + target) } },
      least: Self.minimumScore, in: repository)
    let (sourceNames, targetNames) = (sources.map(\.path.name), targets.map(\.path.name))
    let likeness = blobs
    let best = try repository.inParallel(open.count) { repository, index throws(GitError) in
      guard repository.isWanted() else { throw .unwanted }
      let target = open[index]
      var best: [Score] = []
      for source in free {
        let candidate = Score(
          target: target, source: source,
          score: likeness.score(of: first + target, beside: source, least: Self.minimumScore),
          sameName: sourceNames[source] == targetNames[target])
        Self.remember(candidate, in: &best)
      }
      return best
    }
    // Swift's sort is stable, as git's has to be here.
    for score in best.joined().sorted(by: { $0.isBetter(than: $1) }) {
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
}
