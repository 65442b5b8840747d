import Git
import Text

/// What is read of a file.
package enum DiffLens: Hashable, Sendable {
  /// What upstream changed.
  case upstream
  /// The edge repo's own file of a path against upstream's.
  case yours(RepoPath)
  /// All three versions of a path side by side, and upstream's change up to a commit merged into the edge repo's own.
  case merge(RepoPath, to: ObjectID)

  /// What it shows, in words; nil for what is shown of every file.
  var words: SafeText? {
    switch self {
    case .upstream: nil
    case .yours: "yours against upstream's"
    case .merge: "three versions and the merge"
    }
  }
}
