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
      let tree = try Self.tree(of: id, bytes)
      var parents: [ObjectID] = []
      // A parent counts in its place in front of the author alone.
      var hasAuthor = false
      var index = bytes.startIndex
      while index < bytes.endIndex {
        let end = bytes[index...].firstIndex(of: 0x0A) ?? bytes.endIndex
        let line = bytes[index..<end]
        if line.isEmpty { break }
        if line.starts(with: "author ".utf8) {
          hasAuthor = true
        } else if !hasAuthor, line.starts(with: "parent ".utf8) {
          guard let parent = ObjectID(hex: line.dropFirst(7)) else {
            throw .malformed(object: "commit \(id.short)", reason: "a parent isn't an object id")
          }
          parents.append(parent)
        } else if line.starts(with: "committer ".utf8) {
          return CommitNode(
            id: id, tree: tree, parents: parents, time: Signature.moment(endOf: line).time,
            position: nil)
        }
        index = end + 1
      }
      return CommitNode(id: id, tree: tree, parents: parents, time: 0, position: nil)
    }
  }

  /// The id of a commit's tree.
  package func commitTree(_ id: ObjectID) throws(GitError) -> ObjectID {
    try withObject(id, .commit) { bytes throws(GitError) in
      try Self.tree(of: id, bytes)
    }
  }

  private static func tree(
    of id: ObjectID, _ bytes: some Collection<UInt8>
  ) throws(GitError) -> ObjectID {
    guard bytes.starts(with: "tree ".utf8), let tree = ObjectID(hex: bytes.dropFirst(5).prefix(40))
    else { throw .malformed(object: "commit \(id.short)", reason: "it names no tree") }
    return tree
  }
}
