import Git
import Rules

/// A sync that a person wants: what it takes, or goes back to.
package enum WantedSync: Hashable, Sendable {
  /// The weekly one, to a candidate; mappings go with their files where upstream moved them, or don't.
  case weekly(ObjectID, followsMoves: Bool)
  /// A hotfix: an upstream commit that lands now and is reviewed later.
  case emergency(ObjectID)
  /// Back to a sync that landed, by its commit and the pin that it took; over drift, or not.
  case recovery(commit: ObjectID, pin: ObjectID, overDrift: Bool)

  /// The kind of sync.
  package var kind: SyncKind {
    switch self {
    case .weekly: .weekly
    case .emergency: .emergency
    case .recovery: .recovery
    }
  }

  /// The upstream commit that would be the pin.
  package var pin: ObjectID {
    switch self {
    case .weekly(let id, _), .emergency(let id), .recovery(_, let id, _): id
    }
  }
}
