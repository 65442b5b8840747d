import Git

/// Work on files of the edge repo's own that upstream has too.
package enum OverrideEffect: Sendable {
  /// Merge what upstream changed, up to a commit, into the edge repo's own file.
  case carry(RepoPath, to: ObjectID)
}
