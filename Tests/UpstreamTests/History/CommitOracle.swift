import Git
import Rules
import Support
import SyncSupport

/// What each commit of many histories touches, from `git diff-tree --raw` of it against each parent.
struct CommitOracle {
  /// A path that a commit touches, at one of its places.
  struct Touched: Hashable {
    let status: Character
    let upstreamPath: [UInt8]
    let place: RandomRules.Place

    init(_ change: RawChange, _ place: RandomRules.Place) {
      status = change.status
      upstreamPath = change.path
      self.place = place
    }

    private init(_ status: Character, _ path: RepoPath, _ place: RandomRules.Place) {
      self.status = status
      upstreamPath = path.bytes
      self.place = place
    }

    /// What edgesync tells, a rename as its deletion and its addition.
    static func each(of file: FileChange) -> [Touched] {
      let place = RandomRules.Place(group: file.group, path: file.path)
      guard let oldPath = file.change.oldPath else {
        return [Touched(file.status.rawValue, file.upstreamPath, place)]
      }
      return [
        Touched("A", file.upstreamPath, place),
        Touched("D", oldPath, RandomRules.Place(group: file.group, path: file.oldPath)),
      ]
    }
  }

  private let repo: HistoryRepo
  private let plain: [TreePair: [RawChange]]
  private let renamed: [TreePair: [RawChange]]

  init(_ repo: HistoryRepo) throws {
    self.repo = repo
    var pairs: Set<TreePair> = []
    for (index, history) in repo.histories.enumerated() {
      for number in history.commits.indices {
        pairs.formUnion(Self.pairs(of: number, in: index, repo))
      }
    }
    plain = try repo.git.rawChanges(pairs)
    renamed = try repo.git.rawChanges(pairs, findingRenames: true)
  }

  private static func pairs(of commit: Int, in index: Int, _ repo: HistoryRepo) -> [TreePair] {
    let ids = repo.ids[index]
    let tree = repo.trees[ids[commit]]
    let parents = repo.histories[index].commits[commit].parents
    if parents.isEmpty { return [TreePair(nil, tree)] }
    return parents.map { TreePair(repo.trees[ids[$0]], tree) }
  }

  /// The paths that a commit touches: of a merge, those that differ from every parent, as they differ
  /// from the first.
  func changes(
    of commit: Int, in index: Int, findingRenames: Bool = false
  ) -> [RawChange] {
    let pairs = Self.pairs(of: commit, in: index, repo)
    if pairs.count == 1 { return (findingRenames ? renamed : plain)[pairs[0]] ?? [] }
    let each = pairs.map { plain[$0] ?? [] }
    return each[0].filter { change in
      each.dropFirst().allSatisfy { $0.contains { $0.path == change.path } }
    }
  }

  /// Whether some file of a history has several places.
  func isAmbiguous(_ history: RandomHistory, _ rules: RandomRules) -> Bool {
    history.commits.contains { commit in
      commit.tree.paths.contains { rules.places(of: $0).count > 1 }
    }
  }

  static func counted(_ touched: [Touched]) -> [Touched: Int] {
    Dictionary(touched.map { ($0, 1) }, uniquingKeysWith: +)
  }

  /// Changes in the order of their paths.
  static func sorted(_ changes: [RawChange]?) -> [RawChange] {
    (changes ?? []).sorted { $0.path.lexicographicallyPrecedes($1.path) }
  }
}
