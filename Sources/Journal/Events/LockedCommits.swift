import Git
import Rules

/// The commits with an edgesync.lock that one reaches, each before its parents.
///
/// Trees are looked into some commits ahead, on all processors: a few at first, for the newest syncs are mostly near.
struct LockedCommits {
  private static let largestStep = 1024

  private let repository: Repository
  private var order: TopologicalOrder
  private var step = 8
  private var ahead: ArraySlice<(node: CommitNode, lock: Result<TreeItem?, GitError>)> = []
  /// What went wrong ahead: it counts once all before it was given.
  private var failure: GitError?

  /// The commits that a tip reaches.
  init(_ repository: Repository, from tip: ObjectID) throws(GitError) {
    self.repository = repository
    order = try TopologicalOrder(repository, from: tip)
  }

  /// The next commit, and its lock; nil at the end.
  mutating func next() throws(GitError) -> (node: CommitNode, lock: TreeItem)? {
    while true {
      if ahead.isEmpty { try look() }
      guard let (node, lock) = ahead.popFirst() else {
        if let failure { throw failure }
        return nil
      }
      if let lock = try lock.get() { return (node, lock) }
    }
  }

  private mutating func look() throws(GitError) {
    var nodes: [CommitNode] = []
    do throws(GitError) {
      while failure == nil, nodes.count < step, let node = try order.next() { nodes.append(node) }
    } catch {
      failure = error
    }
    step = min(2 * step, Self.largestStep)
    let trees = nodes.map(\.tree)
    let locks = try repository.inParallel(trees.count) { (repository, place) in
      Result<TreeItem?, GitError> { () throws(GitError) in
        try Self.lock(in: trees[place], of: repository)
      }
    }
    ahead = zip(nodes, locks).map { (node: $0, lock: $1) }[...]
  }

  /// The lock in a commit's tree; nil where there is none.
  static func lock(in tree: ObjectID, of repository: Repository) throws(GitError) -> TreeItem? {
    let item = try repository.item(at: RepoPath(Lock.fileName), in: tree)
    return item?.mode.isRegular == true ? item : nil
  }
}
