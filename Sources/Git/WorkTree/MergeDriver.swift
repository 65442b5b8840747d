import Text

/// How git merges a file, as the attribute `merge` and the configuration say (gitattributes(5), “Performing a
/// three-way merge”).
package enum MergeDriver: Hashable, Sendable {
  /// Line by line, with conflicts marked.
  case text
  /// Line by line, with both sides' lines where both changed them.
  case union
  /// Not at all.
  case binary
  /// By a driver of the user's own, by its name.
  case own(SafeText)
}

extension Repository {
  /// How git merges a file at a path.
  package func mergeDriver(at path: RepoPath) throws(GitError) -> MergeDriver {
    let name: String
    switch try attributeState("merge", at: path) {
    case .set: return .text
    case .unset: return .binary
    case .value(let value): name = value
    case .unspecified:
      guard let value = try setting("merge.default") else { return .text }
      name = value
    }
    // A driver that is configured comes before git's own of that name.
    for key in ["driver", "name", "recursive"] where try setting("merge.\(name).\(key)") != nil {
      return .own(SafeText(name))
    }
    return switch name {
    case "union": .union
    case "binary": .binary
    default: .text
    }
  }
}
