import Fleet

/// A share of a fleet that one job of a CI engine works on.
package struct FleetShare: Hashable, Sendable {
  /// What the job is called: by the first of its edge repos, and how many more there are.
  package let name: String
  /// What `edgesync fleet run --shard` takes.
  package let shard: String

  /// Shares that have all of a fleet: one for each edge repo, as long as there aren't more than an engine takes.
  ///
  /// - Parameter limit: Jobs at the most.
  package static func all(of fleet: Fleet, limit: Int) -> [FleetShare] {
    let count = min(fleet.edges.count, limit)
    return (1...max(count, 1)).compactMap { index in
      guard let shard = FleetShard(index, of: max(count, 1)),
        case let edges = fleet.sharing(shard).edges, let first = edges.first
      else { return nil }
      let more = edges.count - 1
      return FleetShare(
        name: more == 0 ? first.name : "\(first.name) and \(more) more", shard: "\(index)/\(count)")
    }
  }
}
