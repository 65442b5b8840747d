import Fleet
import Text

/// What a job's `strategy: matrix:` takes on GitHub.
package enum GitHubMatrix {
  /// Jobs that a matrix makes at the most.
  package static let limit = 256

  /// The matrix of a fleet, for `fromJSON`.
  package static func document(of fleet: Fleet) -> JSONValue {
    let shares = FleetShare.all(of: fleet, limit: limit)
    return [
      "include": .array(
        shares.map { ["edge": .string($0.name), "shard": .string($0.shard)] as JSONValue })
    ]
  }
}
