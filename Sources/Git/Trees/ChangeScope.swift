import Text

/// Which paths the comparison of two trees is for, and how much of the others is looked at: what stands elsewhere
/// may be larger than any machine, or can't be read, and is left out then.
package struct ChangeScope: Sendable {
  /// A part of the trees that isn't told, and why.
  package struct Unread: Hashable, Sendable {
    /// The first folder or file that isn't told.
    package let path: RepoPath
    /// Why.
    package let reason: SafeText
  }

  /// Files and folders looked at elsewhere.
  package static let otherEntries = 200_000

  /// The paths that it is for.
  package let needed: [RepoPath]

  /// A scope for some paths and all that stands below them.
  package init(_ needed: [RepoPath]) {
    self.needed = needed
  }

  /// How a folder stands to the paths.
  enum Relation {
    /// It lies inside one of them.
    case inside
    /// It has to be gone through to one of them.
    case above
    /// None of them has to do with it.
    case elsewhere
  }

  /// How the folder at a path stands to the needed ones.
  func relation(of path: [UInt8]) -> Relation {
    let path = RepoPath(path)
    if needed.contains(where: { path.isInside($0) }) { return .inside }
    return needed.contains(where: { $0.isInside(path) }) ? .above : .elsewhere
  }
}
