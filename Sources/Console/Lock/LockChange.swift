import Git

/// A decision of a person's that the lock keeps.
package enum LockChange: Hashable, Sendable {
  /// A commit isn't to be taken, nor what descends from it, save from a later commit on that fixes it.
  case hold(ObjectID, reason: String, fixedBy: ObjectID?)
  /// A held commit may be taken again.
  case unhold(ObjectID)
  /// Overrides were carried over or set aside, and emergencies, by the pins they took, were reviewed.
  case acknowledge([RepoPath], reviews: [ObjectID])
}
