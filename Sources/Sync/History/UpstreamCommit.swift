import Git

/// An upstream commit with what it touches.
package struct UpstreamCommit: Sendable {
  /// The commit.
  package let commit: Commit
  /// How many files of each group it touches.
  package let counts: GroupCounts
  /// The files it touches.
  package let files: [FileChange]

  /// A commit from its parts.
  package init(commit: Commit, files: [FileChange]) {
    self.commit = commit
    self.files = files
    counts = GroupCounts(files)
  }
}
