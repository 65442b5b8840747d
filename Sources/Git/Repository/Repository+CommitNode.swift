import Text

extension Repository {
  /// Commits remembered at the most: a walk asks for each as its children's parent, too.
  private static let rememberedNodes = 1 << 14

  /// A commit as a walk needs it: from the commit-graph, or read without decoding its texts.
  ///
  /// - Parameter position: Where it stands in the commit-graph, if that is known.
  package func node(_ id: ObjectID, at position: Int? = nil) throws(GitError) -> CommitNode {
    guard let graph = commitGraph, let position = position ?? graph.position(of: id) else {
      if let node = knownNodes[id] { return node }
      let node = try readNode(id)
      if knownNodes.count >= Self.rememberedNodes { knownNodes.removeAll(keepingCapacity: true) }
      knownNodes[id] = node
      return node
    }
    var time = graph.time(at: position)
    // The file has no room for what is before 1970, nor for the far future.
    if time == 0 || time >> 33 != 0 { time = try readNode(id).time }
    let parents = try graph.parents(at: position)
    return CommitNode(
      id: id, tree: graph.tree(at: position), parents: parents.map(graph.id), time: time,
      position: position, parentPositions: parents)
  }

  /// The commit with its texts, which has to say what the commit-graph says of it.
  package func commit(of node: CommitNode) throws(GitError) -> Commit {
    let commit = try commit(node.id)
    guard node.position == nil || (commit.tree, commit.parents) == (node.tree, node.parents) else {
      throw .malformed(
        object: "the commit-graph of \(location.text)",
        reason: "it disagrees with commit \(node.id.short)")
    }
    return commit
  }

  private func readNode(_ id: ObjectID) throws(GitError) -> CommitNode {
    try withObject(id, .commit) { bytes throws(GitError) in
      let first = try TreeAndParents(of: id, bytes)
      var time = 0
      var index = first.end
      while index < bytes.endIndex {
        let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
        let line = bytes[index..<end]
        if line.isEmpty { break }
        if line.starts(with: "committer ".utf8) {
          time = Signature.moment(endOf: line).time
          break
        }
        index = end + 1
      }
      return CommitNode(
        id: id, tree: first.tree, parents: first.parents, time: time, position: nil)
    }
  }

  /// The id of a commit's tree.
  package func commitTree(_ id: ObjectID) throws(GitError) -> ObjectID {
    try withObject(id, .commit) { bytes throws(GitError) in
      try TreeAndParents(of: id, bytes).tree
    }
  }
}
