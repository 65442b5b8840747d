/// Edge repos that are looked at and synced together.
package struct Fleet: Hashable, Sendable {
  /// The edge repos, in their order.
  package let edges: [FleetEdge]

  /// A fleet of edge repos with different names.
  package init(_ edges: [FleetEdge]) {
    self.edges = edges
  }

  /// The edge repos that have all of some labels; of labels with one name, one is enough. An edge repo's name is a
  /// label of its own, `name`.
  package func selecting(_ labels: [FleetLabel]) -> Fleet {
    let wanted = Dictionary(grouping: labels, by: \.name)
    return Fleet(
      edges.filter { edge in
        wanted.values.allSatisfy { $0.contains(where: edge.has) }
      })
  }

  /// One machine's share: each n-th edge repo, so that the shares are of one size.
  package func sharing(_ shard: FleetShard) -> Fleet {
    Fleet(
      edges.enumerated().filter { $0.offset % shard.count == shard.index - 1 }.map(\.element))
  }
}
