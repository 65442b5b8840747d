import Git
import Rules

/// An upstream commit with what it touches.
package struct UpstreamCommit: Sendable {
  /// The commit.
  package let commit: Commit
  /// How many files of each group it touches.
  package let counts: GroupCounts
  /// The files it touches, where they were asked for.
  package var files: [FileChange]

  /// A commit from its parts.
  package init(commit: Commit, files: [FileChange], keepsFiles: Bool = true) {
    self.commit = commit
    self.files = keepsFiles ? files : []
    counts = GroupCounts(files)
  }
}
