import Git

/// What upstream has, or had, at a path.
package struct FileVersion: Hashable, Sendable {
  /// The path upstream.
  package let upstreamPath: RepoPath
  /// What stands there: a blob, or a submodule's commit.
  package let blob: ObjectID

  /// A version from its parts.
  package init(upstreamPath: RepoPath, blob: ObjectID) {
    (self.upstreamPath, self.blob) = (upstreamPath, blob)
  }
}
