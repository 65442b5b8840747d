import Git
import Landing
import Text

/// What came of a decision of a person's that the lock keeps.
package enum LockMessage: Sendable {
  /// A later commit takes one back that may be held.
  case reverted(ObjectID, by: ObjectID)
  /// The pending overrides that have conflicts which aren't resolved.
  case conflicts([UnresolvedConflicts])
  /// The decision is in the lock: what to tell.
  case changed(SafeText)
  /// It couldn't be kept.
  case failed(SafeText)
}
