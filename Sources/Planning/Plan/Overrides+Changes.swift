import Git
import Rules

extension Overrides {
  /// What is pending as files that changed: from the versions that a person last saw to those at the commit.
  ///
  /// - Parameters:
  ///   - classifier: The rules with the mappings' files where they stand at the commit.
  ///   - tree: The commit's tree.
  /// - Returns: The files in the order of the list.
  package func pendingChanges(
    _ classifier: Classifier, at tree: ObjectID, in upstream: Repository
  ) throws(GitError) -> [FileChange] {
    var files: [FileChange] = []
    for state in owed {
      for source in classifier.upstreamPaths(of: state.path) {
        guard
          let placement = classifier.placements(of: source).first(where: { $0.path == state.path })
        else { continue }
        let item = try upstream.item(at: source, in: tree)
        guard item?.id == state.blob else { continue }
        let mode = item?.mode ?? .file
        files.append(
          FileChange(
            placement: placement,
            change: TreeChange(
              path: source, old: state.seen.map { TreeItem(mode: mode, id: $0) }, new: item)))
        break
      }
    }
    return files
  }
}
