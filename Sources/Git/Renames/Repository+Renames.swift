extension Repository {
  /// The files that differ between two trees, sorted by path, with renames found as `git diff -M`
  /// finds them (at least half alike).
  ///
  /// - Parameters:
  ///   - old: The older tree; nil for none.
  ///   - new: The newer tree; nil for none.
  package func changesWithRenames(
    from old: ObjectID?, to new: ObjectID?
  ) throws(GitError) -> [TreeChange] {
    try pairingRenames(try changes(from: old, to: new))
  }

  /// The same changes, with deletions and additions that belong together made into renames.
  package func pairingRenames(_ changes: [TreeChange]) throws(GitError) -> [TreeChange] {
    var detection = RenameDetection(self, among: changes)
    let renames = try detection.renames()
    if renames.isEmpty { return changes }
    var deleted: [RepoPath: TreeItem] = [:]
    for change in changes where change.status == .deleted { deleted[change.path] = change.old }
    var gone: Set<RepoPath> = []
    var paired: [TreeChange] = []
    for change in changes where change.status == .added {
      guard let source = renames[change.path], let item = deleted[source],
        gone.insert(source).inserted
      else { continue }
      paired.append(TreeChange(path: change.path, oldPath: source, old: item, new: change.new))
    }
    let arrived = Set(paired.map(\.path))
    let rest = changes.filter {
      switch $0.status {
      case .deleted: !gone.contains($0.path)
      case .added: !arrived.contains($0.path)
      default: true
      }
    }
    return (rest + paired).sorted { $0.path < $1.path }
  }
}
