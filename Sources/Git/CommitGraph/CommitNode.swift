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
  /// Where its parents stand in the commit-graph, in order; empty where it was read itself.
  package var parentPositions: [Int] = []
  /// The trees of its parents, where a walk has read these as well.
  package var parentTrees: [ObjectID]?
}
