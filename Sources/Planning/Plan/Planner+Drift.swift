import Git
import Rules
import Upstream

extension Planner {
  /// The steps of a forced recovery: what has drifted is put right too, whatever stands there.
  ///
  /// - Parameters:
  ///   - steps: The steps from the pinned files, which take HEAD for what was synced.
  ///   - drift: What differs from the pin in HEAD, the index or the work tree.
  ///   - wanted: The files that shall be synced.
  ///   - head: HEAD's tree.
  /// - Throws: ``PlanError/inTheWay(_:)`` where a folder, or anything that git doesn't keep, stands in a
  ///   drifted file's place: that is more than a version of the file.
  func stepsOverDrift(
    _ steps: [Plan.Step], _ drift: [Drift], wanted: [RepoPath: Projector.SyncedFile],
    head: ObjectID
  ) throws -> [Plan.Step] {
    var all = Dictionary(uniqueKeysWithValues: steps.map { ($0.path, $0) })
    let tree = try WorkTree(of: edge.repository)
    let leaving = Set(steps.filter { $0.new == nil }.map(\.path))
    var conflicts = try PathConflicts(edge.repository, head: head, leaving: leaving)
    var blockers: [PlanBlocker] = []
    for path in drift.map(\.path) {
      // What the manifest has stopped taking isn't upstream's any more, and stays.
      guard wanted[path] != nil || all[path] != nil else { continue }
      let committed = try file(at: path, in: head)
      let found = Plan.Step.Drifted(
        index: try edge.repository.indexItem(at: path), workTree: try tree.item(at: path))
      if found.workTree == nil {
        if committed == nil, found.index == nil {
          if let blocker = try conflicts.blocker(of: path) { blockers.append(.stray(blocker)) }
        } else if let other = tree.firstFile(on: path) {
          blockers.append(.stray(other))
        } else if let other = try tree.files(below: path).first {
          blockers.append(.stray(other))
        }
      }
      let new = all[path].map(\.new) ?? wanted[path]?.item
      let isDrifted = found.index != committed || !tree.same(found.workTree, committed)
      if !isDrifted, committed == new {
        all[path] = nil
        continue
      }
      all[path] = Plan.Step(
        path: path, old: committed, new: new, drifted: isDrifted ? found : nil)
    }
    if !blockers.isEmpty { throw PlanError.inTheWay(blockers) }
    return all.values.sorted { $0.path < $1.path }
  }

  /// The file that a tree has at a path; nil for none, or a folder.
  private func file(at path: RepoPath, in tree: ObjectID) throws -> TreeItem? {
    let item = try edge.repository.item(at: path, in: tree)
    return item?.mode == .folder ? nil : item
  }
}
