import Git

/// How many lines a copy is away from upstream's states.
///
/// To compare two files takes long where there are thousands of versions: how many of their lines have no equal in
/// the other one, wherever it stands, is found quickly, and is never more. Only where that leaves a chance are they
/// compared.
struct LineDistance {
  /// A file of the copy beside one of upstream's; nil where it isn't there.
  struct Pair: Hashable {
    let copy: ObjectID
    let upstream: ObjectID?
  }

  private let edge: Repository
  private let upstream: Repository
  private var least: [Pair: Int] = [:]
  private var exact: [Pair: Int] = [:]

  /// A measure between two repositories.
  init(from edge: Repository, to upstream: Repository) {
    self.edge = edge
    self.upstream = upstream
  }

  /// The places of those of some candidates that are the fewest lines away, and how many lines that is.
  ///
  /// - Parameter candidates: The files of each that differ.
  mutating func nearest(_ candidates: [[Pair]]) throws -> (places: [Int], lines: Int) {
    try findLeast(Set(candidates.joined()))
    let bounds = candidates.map { pairs in pairs.reduce(0) { $0 + (least[$1] ?? 0) } }
    var best = Int.max
    var found: [Int] = []
    for place in candidates.indices.sorted(by: { (bounds[$0], $0) < (bounds[$1], $1) }) {
      guard bounds[place] <= best else { break }
      var lines = 0
      for pair in candidates[place] { lines += try measure(pair) }
      if lines < best { (best, found) = (lines, []) }
      if lines == best { found.append(place) }
    }
    return (found.sorted(), best)
  }

  /// The lines that a pair differs by, those added and those deleted; 1 where they can't be compared line by line.
  private mutating func measure(_ pair: Pair) throws -> Int {
    if let known = exact[pair] { return known }
    guard isReadable(pair) else { return 1 }
    let copy = try edge.blob(pair.copy)
    let other = try pair.upstream.map { try upstream.blob($0) } ?? []
    let counts = try Repository.lineCounts(from: other, to: copy)
    let lines = counts.isBinary ? 1 : counts.additions + counts.deletions
    exact[pair] = lines
    return lines
  }

  /// Whether a pair is small enough to be compared.
  private func isReadable(_ pair: Pair) -> Bool {
    let sizes = [
      try? edge.blobSize(pair.copy), pair.upstream.map { try? upstream.blobSize($0) } ?? 0,
    ]
    return sizes.allSatisfy { ($0 ?? .max) <= Repository.maximumComparedSize }
  }

  /// Finds the lines without an equal of pairs, as many at a time as there are processors.
  private mutating func findLeast(_ pairs: Set<Pair>) throws {
    var copies: [ObjectID: LineBag] = [:]
    let all = pairs.filter { isReadable($0) }
    for pair in all where copies[pair.copy] == nil {
      copies[pair.copy] = try edge.withObject(pair.copy) { _, bytes in LineBag(bytes) }
    }
    let wanted = Array(all)
    let bags = copies
    let found = try upstream.inParallel(wanted.count) { repository, index throws(GitError) in
      let pair = wanted[index]
      guard let bag = bags[pair.copy] else { return 0 }
      guard let id = pair.upstream else { return bag.count }
      return try repository.withObject(id) { _, bytes in bag.difference(from: LineBag(bytes)) }
    }
    for (pair, lines) in zip(wanted, found) { least[pair] = lines }
  }
}
