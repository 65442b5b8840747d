import Git
import Rules

/// Moves of what mappings take: found where a commit has it and its parent doesn't, or the reverse.
extension History {
  /// What was seen of a commit.
  struct Look {
    let place: Int
    let node: CommitNode
    let concernsEdge: Bool
    /// Whether a mapping's files are there and not in a parent, or the reverse.
    let isGap: Bool
  }

  func look(at nodes: ArraySlice<CommitNode>) throws(GitError) -> [Look] {
    let open = nodes.indices.filter { mayConcernEdge(nodes[$0]) }
    let runs = stride(from: 0, to: open.count, by: Self.run).map { start in
      open[start..<min(start + Self.run, open.count)]
    }
    return try inParallel(runs.count, leastShared: 2) {
      history, number throws(GitError) -> [Look] in
      history.takeNewPlaces()
      var looks: [Look] = []
      for place in runs[number] {
        let node = nodes[place]
        let parents = try history.parentTrees(of: node)
        let (concerns, isGap) = try history.look(node.tree, beside: parents)
        if concerns || isGap {
          looks.append(Look(place: place, node: node, concernsEdge: concerns, isGap: isGap))
        }
      }
      return looks
    }.flatMap(\.self)
  }

  /// Searches where mappings' files went at the commits that have them and whose parents don't, or the reverse.
  ///
  /// - Returns: The first commit by which a place was found; nil where none was.
  func firstMove(among looks: [Look]) throws(GitError) -> Int? {
    for look in looks where look.isGap {
      for parent in try parentTrees(of: look.node) {
        guard let parent else { continue }
        try searchMoves(from: parent, to: look.node.tree, commit: look.node.id)
      }
      if places.count != known.count { return look.place }
    }
    return nil
  }

  /// Searches where the files of mappings went that one of two trees has and the other doesn't.
  func searchMoves(
    from old: ObjectID, to new: ObjectID, commit: ObjectID?
  ) throws(GitError) {
    let (before, after) = (try placed(in: old), try placed(in: new))
    for mapping in before.indices where (before[mapping] == nil) != (after[mapping] == nil) {
      guard let placed = before[mapping] ?? after[mapping] else { continue }
      try places.search(
        mapping, at: placed.path, from: old, to: new, isBack: before[mapping] == nil,
        commit: commit, upstream)
    }
  }

  /// Moves of one mapping that are followed from one commit to another.
  private static let maximumMoves = 16
  /// Commits looked at in one go.
  private static let batch = 1024

  /// Finds where the mappings' files stand in either of two commits, through the moves between them.
  package func settle(_ one: ObjectID, _ other: ObjectID) throws(GitError) {
    let trees = (try upstream.commitTree(one), try upstream.commitTree(other))
    for _ in 0..<Self.maximumMoves {
      takeNewPlaces()
      let (left, right) = (try placed(in: trees.0), try placed(in: trees.1))
      guard zip(left, right).contains(where: { ($0 == nil) != ($1 == nil) }) else { return }
      let before = places.count
      for (tip, end) in [(other, one), (one, other)] {
        var walk = try CommitRange(upstream, from: tip, notFrom: [end])
        var nodes: [CommitNode] = []
        while let node = try walk.nextNode() {
          nodes.append(node)
          if nodes.count == Self.batch {
            _ = try candidates(among: nodes)
            nodes = []
          }
        }
        _ = try candidates(among: nodes)
      }
      if places.count == before {
        // What no commit between them shows, as where they have nothing in common.
        try searchMoves(from: trees.0, to: trees.1, commit: nil)
        takeNewPlaces()
        return
      }
    }
  }
}
