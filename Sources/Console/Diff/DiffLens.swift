import Git
import Text

/// What is read of a file.
package enum DiffLens: Hashable, Sendable {
  /// What upstream changed.
  case upstream
  /// The edge repo's own file of a path against upstream's.
  case yours(RepoPath)
  /// Upstream's change of a path up to a commit merged into the edge repo's own, below all three versions side by side
  /// where these are wanted.
  case merge(RepoPath, to: ObjectID, showsVersions: Bool)

  /// Whether it is a merge.
  var isMerge: Bool {
    if case .merge = self { true } else { false }
  }

  /// The same as ``words``, where there is little room.
  var shortWords: SafeText? { isMerge ? "merge" : words }

  /// What it shows, in words; nil for what is shown of every file.
  var words: SafeText? {
    switch self {
    case .upstream: nil
    case .yours: "yours against upstream's"
    case .merge(_, _, showsVersions: true): "three versions and the merge"
    case .merge(_, _, showsVersions: false): "upstream's change merged into yours"
    }
  }
}
