import Git

/// Work on decisions of a person's that the lock keeps.
package enum LockEffect: Sendable {
  /// Look for a later commit that takes a commit back.
  case loadRevert(of: ObjectID)
  /// Look which overrides have conflicts that aren't resolved.
  case findConflicts([RepoPath])
  /// Keep a decision in the lock.
  case change(LockChange)
}
