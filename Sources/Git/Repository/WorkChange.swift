/// A path where the index differs from HEAD, or the work tree from the index.
package struct WorkChange: Hashable, Sendable {
  /// What differs there.
  package enum Kind: Sendable {
    case added, deleted, modified
    /// Only the executable bit differs.
    case modeChanged
    /// Another kind of file stands there: a link, a folder.
    case typeChanged
    /// A file that git doesn't track.
    case untracked
    /// A path that a merge left in conflict.
    case unmerged
  }

  /// The path.
  package let path: RepoPath
  /// What differs there.
  package let kind: Kind

  /// A change from its parts.
  package init(path: RepoPath, kind: Kind) {
    self.path = path
    self.kind = kind
  }
}
