import Git

/// What is read of a file.
package enum DiffLens: Hashable, Sendable {
  /// What upstream changed.
  case upstream
  /// The edge repo's own file of a path against upstream's.
  case yours(RepoPath)
}
