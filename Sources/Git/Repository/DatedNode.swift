/// A commit on the way through a history by clocks: the newest is the greatest, and of several at one time the one
/// that was found first.
package struct DatedNode: Comparable {
  /// The commit.
  package let node: CommitNode
  /// How many were found before it.
  package let order: Int

  /// A commit that was found after some others.
  package init(_ node: CommitNode, order: Int) {
    (self.node, self.order) = (node, order)
  }

  package static func < (left: DatedNode, right: DatedNode) -> Bool {
    left.node.time != right.node.time
      ? left.node.time < right.node.time : left.order > right.order
  }

  package static func == (left: DatedNode, right: DatedNode) -> Bool { left.order == right.order }
}
