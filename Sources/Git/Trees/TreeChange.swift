/// A path that differs between two trees.
package struct TreeChange: Hashable, Sendable {
  /// The path in the newer tree, or in the older where it was deleted.
  package let path: RepoPath
  /// Where it stood in the older tree, if it was renamed.
  package let oldPath: RepoPath?
  /// What stood there; nil where it was added.
  package let old: TreeItem?
  /// What stands there; nil where it was deleted.
  package let new: TreeItem?

  /// A change from its parts.
  package init(path: RepoPath, oldPath: RepoPath? = nil, old: TreeItem?, new: TreeItem?) {
    self.path = path
    self.oldPath = oldPath
    self.old = old
    self.new = new
  }

  /// What tells changes apart, which are looked up by the thousand: modes and old paths hardly ever do.
  package func hash(into hasher: inout Hasher) {
    hasher.combine(path)
    hasher.combine(old?.id)
    hasher.combine(new?.id)
  }

  /// Git's letter for it.
  package var status: ChangeStatus {
    guard let old else { return .added }
    guard let new else { return .deleted }
    if oldPath != nil { return .renamed }
    return old.mode.differsInKind(from: new.mode) ? .typeChanged : .modified
  }
}

/// What happened to a file, by git's letters.
package enum ChangeStatus: Character, Sendable, CaseIterable {
  case added = "A"
  case modified = "M"
  case deleted = "D"
  case renamed = "R"
  case copied = "C"
  case typeChanged = "T"

  /// The letter.
  package var letter: String { String(rawValue) }
}
