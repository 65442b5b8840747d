import HeapModule

/// The commits that one reaches, each before its parents whatever their clocks say; where several could be next,
/// the newest (`git rev-list --date-order`).
///
/// A line of commits is given as it is read. Behind a merge its branches are looked through up to where they have all
/// come together again, so that the newest commits of a long history are told without reading the rest.
package struct TopologicalOrder {
  private let repository: Repository
  private let boundary: Set<ObjectID>
  private var ready = Heap<DatedNode>()
  private var order = 0
  /// How many children each commit has that weren't given yet, from a merge to where its branches have come together;
  /// nil on a line.
  private var children: [ObjectID: Int]?
  /// Where they have; nil where they don't before history ends.
  private var junction: ObjectID?
  /// Commits that were looked at ahead.
  private var nodes: [ObjectID: CommitNode] = [:]

  /// The commits that a tip reaches.
  package init(_ repository: Repository, from tip: ObjectID) throws(GitError) {
    self.repository = repository
    boundary = try repository.shallowBoundary()
    try add(tip)
  }

  /// The next commit; nil at the end.
  package mutating func next() throws(GitError) -> CommitNode? {
    guard let node = ready.popMax()?.node else { return nil }
    let parents = parents(of: node)
    if node.id == junction { children = nil }
    if children == nil, parents.count > 1 { try lookThrough(behind: node) }
    for parent in parents {
      guard let left = children?[parent] else {
        try add(parent)
        continue
      }
      children?[parent] = left - 1
      if left == 1 { try add(parent) }
    }
    return node
  }

  private mutating func add(_ id: ObjectID) throws(GitError) {
    order += 1
    ready.insert(DatedNode(try node(id), order: order))
  }

  private mutating func node(_ id: ObjectID) throws(GitError) -> CommitNode {
    if let node = nodes.removeValue(forKey: id) { return node }
    return try repository.node(id)
  }

  private func parents(of node: CommitNode) -> [ObjectID] {
    boundary.contains(node.id) ? [] : node.parents
  }

  /// Counts children behind a merge.
  ///
  /// Branches have come together where one commit alone is still to be looked at. Unless a beginning of history was
  /// seen: then that commit may be a descendant of what was seen, with a clock that went backwards.
  private mutating func lookThrough(behind merge: CommitNode) throws(GitError) {
    var children: [ObjectID: Int] = [:]
    var pending = Heap<DatedNode>()
    var next = merge
    var sawBeginning = false
    junction = nil
    while true {
      let parents = parents(of: next)
      if parents.isEmpty { sawBeginning = true }
      for parent in parents {
        if children[parent] == nil {
          let node = try repository.node(parent)
          nodes[parent] = node
          pending.insert(DatedNode(node, order: children.count))
        }
        children[parent, default: 0] += 1
      }
      guard let node = pending.popMax()?.node else { break }
      if pending.isEmpty, !sawBeginning {
        junction = node.id
        break
      }
      next = node
    }
    self.children = children
  }
}
