import Text

/// A commit as a walk needs it: where it leads to, without its texts.
package struct CommitNode: Sendable {
  /// The commit's id.
  package let id: ObjectID
  /// The id of its tree.
  package let tree: ObjectID
  /// Its parents in order.
  package let parents: [ObjectID]
  /// When it was made, in seconds since 1970.
  package let time: Int
  /// Where it stands in the commit-graph; nil where it was read itself.
  package let position: Int?
}

extension Repository {
  /// The commit with its texts, which has to say what the commit-graph says of it.
  package func commit(of node: CommitNode) throws(GitError) -> Commit {
    let commit = try commit(node.id)
    guard node.position == nil || (commit.tree, commit.parents) == (node.tree, node.parents) else {
      throw .malformed(
        object: "the commit-graph of \(location.text)",
        reason: "commit \(node.id.short) says other than it does")
    }
    return commit
  }
}
