import Git

/// Upstream's history as it concerns the edge repo.
package final class History {
  private let upstream: Repository
  private let classifier: Classifier
  private let boundary: Set<ObjectID>
  private let lookup: PathLookup
  /// What the mappings take, for the commit-graph's filters.
  private let paths: [ChangedPath]

  /// The history of an upstream repository under a classifier's rules.
  package init(_ upstream: Repository, _ classifier: Classifier) throws(GitError) {
    self.upstream = upstream
    self.classifier = classifier
    boundary = try upstream.shallowBoundary()
    let roots = classifier.manifest.mappings.map(\.from)
    paths = roots.map { ChangedPath($0) }
    lookup = PathLookup(roots, in: upstream)
  }

  /// A commit with the files it touches; nil where it touches nothing that a mapping could take and
  /// `all` isn't asked for.
  package func describe(_ node: CommitNode, all: Bool) throws(GitError) -> UpstreamCommit? {
    if !all, try !concernsEdge(node) { return nil }
    let commit = try upstream.commit(of: node)
    return UpstreamCommit(commit: commit, files: try files(of: commit))
  }

  /// Whether a commit touches a synced file or an override.
  ///
  /// Mostly the commit-graph's filters tell that it doesn't, and otherwise two ids to compare for each
  /// mapping; files are looked at only where patterns leave some of them outside.
  package func concernsEdge(_ node: CommitNode) throws(GitError) -> Bool {
    if let position = node.position, upstream.commitGraph?.mayChange(paths, at: position) == false {
      return false
    }
    return try concernsEdge(node.tree, beside: parentTrees(of: node))
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
    var changes = try upstream.changes(fromAll: parents, to: commit.tree)
    if parents.count == 1 { changes = try upstream.pairingRenames(changes) }
    return classifier.classify(changes)
  }

  /// The files that differ between two upstream commits, with groups; renames are found.
  package func files(from old: ObjectID, to new: ObjectID) throws(GitError) -> [FileChange] {
    let oldTree = try upstream.commit(old).tree
    let newTree = try upstream.commit(new).tree
    return classifier.classify(try upstream.changesWithRenames(from: oldTree, to: newTree))
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
