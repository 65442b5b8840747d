import Git
import Text

/// A synced path of the edge repo that isn't what upstream has at the pin.
package struct Drift: Hashable, Sendable {
  /// How it differs.
  package enum Kind: String, Sendable {
    case modified, missing, mode

    /// How a change in the index or the work tree makes a file differ.
    init(_ change: WorkChange.Kind) {
      switch change {
      case .deleted: self = .missing
      case .modeChanged: self = .mode
      case .added, .modified, .typeChanged, .untracked, .unmerged: self = .modified
      }
    }
  }

  /// The path.
  package let path: RepoPath
  /// How it differs.
  package let kind: Kind

  /// Of several ways in which a file differs, in HEAD, the index and the work tree, the gravest counts.
  static func note(_ kind: Kind, at path: RepoPath, in drift: inout [RepoPath: Kind]) {
    let order: [Kind] = [.mode, .modified, .missing]
    if let known = drift[path], let one = order.firstIndex(of: known),
      let other = order.firstIndex(of: kind), one >= other
    {
      return
    }
    drift[path] = kind
  }
}

/// What `verify` found: whether the edge repo holds exactly upstream's files at the pin.
package struct Verification: Hashable, Sendable {
  /// The pin.
  package let pin: ObjectID
  /// How many files are synced.
  package let files: Int
  /// Synced paths that differ, sorted.
  package let drift: [Drift]
  /// Files that are nobody's, sorted.
  package let strays: [RepoPath]
  /// The drift as what stands in a sync's way, with the way out of it.
  package let blockers: [PlanBlocker]
  /// What a person should know beside it.
  package let remarks: [SafeText]

  /// Whether every synced file is upstream's; strays don't count.
  package var isIdentical: Bool { drift.isEmpty }
}
