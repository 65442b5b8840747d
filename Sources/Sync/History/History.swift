import Foundation
import Git
import Text

/// Upstream's history as it concerns the edge repo.
package final class History {
  /// Histories for further handles on upstream: each belongs to the thread that has the handle.
  private final class Peers: @unchecked Sendable {
    private let lock = NSLock()
    private var known: [ObjectIdentifier: History] = [:]
    private var unread: ChangeScope.Unread?

    /// The first thing that wasn't told.
    var firstUnread: ChangeScope.Unread? { lock.withLock { unread } }

    func note(_ unread: ChangeScope.Unread?) {
      lock.withLock { self.unread = self.unread ?? unread }
    }

    func history(
      on upstream: Repository, _ classifier: Classifier
    ) throws(GitError) -> History {
      lock.lock()
      defer { lock.unlock() }
      if let history = known[ObjectIdentifier(upstream)] { return history }
      let history = try History(upstream, classifier, self)
      known[ObjectIdentifier(upstream)] = history
      return history
    }
  }

  /// Commits that a thread looks at in a row: a commit's folders are mostly those of the next one's, and are
  /// read once then.
  private static let run = 16

  let upstream: Repository
  private let classifier: Classifier
  private let boundary: Set<ObjectID>
  private let lookup: PathLookup
  /// What the mappings take, for the commit-graph's filters.
  private let paths: [ChangedPath]
  private let peers: Peers
  private let scope: ChangeScope

  /// The history of an upstream repository under a classifier's rules.
  package convenience init(
    _ upstream: Repository, _ classifier: Classifier
  ) throws(GitError) {
    try self.init(upstream, classifier, nil)
  }

  private init(
    _ upstream: Repository, _ classifier: Classifier, _ peers: Peers?
  ) throws(GitError) {
    self.upstream = upstream
    self.classifier = classifier
    boundary = try upstream.shallowBoundary()
    let roots = classifier.manifest.mappings.map(\.from)
    scope = ChangeScope(roots)
    self.peers = peers ?? Peers()
    paths = roots.map { ChangedPath($0) }
    lookup = PathLookup(roots, in: upstream)
  }

  /// Commits with the files they touch, in their order; found on all processors.
  ///
  /// - Parameter keepsFiles: Whether more than the files' counts is wanted.
  package func describe(
    _ nodes: [CommitNode], keepsFiles: Bool = true
  ) throws(GitError) -> [UpstreamCommit] {
    try inParallel(nodes.count) { history, place throws(GitError) -> UpstreamCommit in
      let commit = try history.upstream.commit(of: nodes[place])
      return UpstreamCommit(
        commit: commit, files: try history.files(of: commit), keepsFiles: keepsFiles)
    }
  }

  /// Those of some commits that touch a synced file or an override, in their order; told on all processors.
  ///
  /// Mostly the commit-graph's filters tell that a commit doesn't, and otherwise two ids to compare for each
  /// mapping; files are looked at only where patterns leave some of them outside.
  package func candidates(among nodes: [CommitNode]) throws(GitError) -> [CommitNode] {
    let open = nodes.filter(mayConcernEdge)
    let runs = stride(from: 0, to: open.count, by: Self.run).map { start in
      open[start..<min(start + Self.run, open.count)]
    }
    return try inParallel(runs.count, leastShared: 2) {
      history, place throws(GitError) -> [CommitNode] in
      var found: [CommitNode] = []
      for node in runs[place] {
        let parents = try history.parentTrees(of: node)
        if try history.concernsEdge(node.tree, beside: parents) { found.append(node) }
      }
      return found
    }.flatMap(\.self)
  }

  /// What a closure gives for each number from 0 on, called on several threads with a history of their own.
  private func inParallel<Result: Sendable>(
    _ count: Int, leastShared: Int = Repository.leastShared,
    _ body: @escaping @Sendable (History, Int) throws(GitError) -> Result
  ) throws(GitError) -> [Result] {
    // Used by this thread alone, which is the one that has its handle.
    nonisolated(unsafe) let own = self
    return try upstream.inParallel(count, leastShared: leastShared) {
      [peers, classifier] (repository: Repository, place: Int) throws(GitError) -> Result in
      let history =
        repository === own.upstream ? own : try peers.history(on: repository, classifier)
      return try body(history, place)
    }
  }

  /// False where the commit-graph's filters tell that a commit touches nothing.
  private func mayConcernEdge(_ node: CommitNode) -> Bool {
    guard let position = node.position else { return true }
    return upstream.commitGraph?.mayChange(paths, at: position) != false
  }

  /// Whether a tree has other synced files or overrides than each of some others.
  func concernsEdge(_ tree: ObjectID, beside parents: [ObjectID?]) throws(GitError) -> Bool {
    let items = try mappedItems(of: tree)
    var others: [[TreeItem?]] = []
    for parent in parents { others.append(try mappedItems(of: parent)) }
    for (index, mapping) in classifier.manifest.mappings.enumerated() {
      if others.contains(where: { $0[index] == items[index] }) { continue }
      // A merge's folder can differ from every parent's although no file in it does.
      if others.count == 1, mapping.include.takesEverything, mapping.exclude.isEmpty {
        return true
      }
      let changes = try upstream.changes(
        fromAll: others.map { $0[index] }, to: items[index], at: mapping.from)
      let concerns = changes.contains { change in
        classifier.placements(of: change.path).contains { $0.group != .outside }
      }
      if concerns { return true }
    }
    return false
  }

  /// The files that a commit alone touches, with groups.
  ///
  /// A merge touches a file that differs from every parent (`git log --full-history`, file by file).
  package func files(of commit: Commit) throws(GitError) -> [FileChange] {
    let parents = try parentTrees(of: commit.id, commit.parents)
    var changes = try changes(fromAll: parents, to: commit.tree)
    if parents.count == 1 { changes = try upstream.pairingRenames(changes) }
    return classifier.classify(changes)
  }

  /// Added and deleted files among which renames are searched for a while.
  private static let manyChanges = 64

  /// The files that differ between two upstream commits, with groups; renames are found.
  ///
  /// - Parameter early: Is told the files as they are before renames are found, where that takes a while.
  package func files(
    from old: ObjectID, to new: ObjectID, early: ([FileChange]) -> Void = { _ in }
  ) throws(GitError) -> [FileChange] {
    let oldTree = try upstream.commit(old).tree
    let newTree = try upstream.commit(new).tree
    let changes = try changes(fromAll: [oldTree], to: newTree)
    let added = changes.count { $0.status == .added }
    let deleted = changes.count { $0.status == .deleted }
    if min(added, deleted) > 0, added + deleted >= Self.manyChanges {
      early(classifier.classify(changes))
    }
    return classifier.classify(try upstream.pairingRenames(changes))
  }

  /// What of upstream outside of every mapping isn't told, of all that was asked for so far; nil where nothing is
  /// missing.
  package var unreadOutside: SafeText? {
    peers.firstUnread.map { Self.isUntold($0.path, $0.reason) }
  }

  /// Says that something outside of every mapping isn't told.
  package static func isUntold(_ path: RepoPath, _ reason: SafeText) -> SafeText {
    "upstream's \(path.text), outside of every mapping, isn't told: \(reason)"
  }

  private func changes(
    fromAll olds: [ObjectID?], to new: ObjectID?
  ) throws(GitError) -> [TreeChange] {
    let (changes, unread) = try upstream.changes(fromAll: olds, to: new, for: scope)
    peers.note(unread)
    return changes
  }

  private func parentTrees(of node: CommitNode) throws(GitError) -> [ObjectID?] {
    if let trees = node.parentTrees { return trees }
    if let graph = upstream.commitGraph, !node.parentPositions.isEmpty {
      return node.parentPositions.map(graph.tree)
    }
    return try parentTrees(of: node.id, node.parents)
  }

  private func parentTrees(
    of commit: ObjectID, _ parents: [ObjectID]
  ) throws(GitError) -> [ObjectID?] {
    if parents.isEmpty || boundary.contains(commit) { return [nil] }
    var trees: [ObjectID?] = []
    for parent in parents { trees.append(try upstream.node(parent).tree) }
    return trees
  }

  /// What stands at each mapping's `from` in a tree.
  private func mappedItems(of tree: ObjectID?) throws(GitError) -> [TreeItem?] {
    guard let tree else {
      return Array(repeating: nil, count: classifier.manifest.mappings.count)
    }
    // A tree without entries holds no file, as if it weren't there.
    return try lookup.items(in: tree).map { $0?.id == .emptyTree ? nil : $0 }
  }
}
