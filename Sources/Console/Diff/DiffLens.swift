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
  var shortWords: SafeText? { isMerge ? "merge" : words(nil) }

  /// What it shows, in words; nil for what is shown of every file.
  ///
  /// - Parameter conflicts: Conflicts in the file.
  func words(_ conflicts: DiffBody.Conflicts?) -> SafeText? {
    let (count, isMerged): (SafeText, Bool) =
      switch conflicts {
      case nil: ("", true)
      case .merged(let count): (counted(count, "conflict") + " · ", true)
      case .unresolved(0): ("not merged · ", false)
      case .unresolved(let count): (counted(count, "unresolved conflict") + " · ", false)
      }
    return switch self {
    case .upstream: nil
    case .yours: count + "yours against upstream's"
    case .merge(_, _, showsVersions: true):
      // Shorter beside a count, so that there is room for the file's name.
      conflicts == nil
        ? "three versions and the merge"
        : count + (isMerged ? "versions and merge" : "three versions")
    case .merge(_, _, showsVersions: false):
      count + (isMerged ? "upstream's change merged into yours" : "upstream's change")
    }
  }
}
