import Git
import Text
import Upstream

/// How what was merged gets into the work tree.
extension CarryOver {
  /// Writes what was merged into the work tree, uncommitted and unstaged, after keeping what stands there by a ref.
  ///
  /// Files are replaced at once and never through a link, and only where they are what was merged into. What a
  /// killed run leaves beside them is taken away by the next (`CarryRecord`).
  ///
  /// - Parameter tell: Called once with what was kept as soon as a file was written, whatever becomes of those
  ///   after it.
  /// - Returns: What was kept; nil where nothing changes.
  @discardableResult
  package static func write(
    _ carries: [CarryOver], in edge: EdgeRepo, by who: Signature,
    tell: (Rescue.Kept) -> Void = { _ in }
  ) throws -> Rescue.Kept? {
    let changes = carries.filter(\.isChange)
    if changes.isEmpty { return nil }
    let tree = try WorkTree(of: edge.repository)
    if let folder = changes.lazy.compactMap({ tree.unwritableFolder(for: $0.path) }).first {
      throw CarryError.notWritable(folder)
    }
    let standing = Dictionary(uniqueKeysWithValues: changes.map { ($0.path, $0.standing) })
    let kept = try Rescue.keep(standing, in: edge.repository, by: who)
    let pack = try ObjectPack(for: edge.repository, from: nil)
    defer { withExtendedLifetime(pack) {} }
    for change in changes { try pack.add(change.merged.bytes, as: .blob) }
    try pack.write()
    try edge.repository.refreshObjects()
    let steps = changes.map { change in
      CarryRecord.Step(
        path: change.path, old: change.standing,
        new: TreeItem(mode: change.mode, id: change.merged.id))
    }
    let record = CarryRecord(steps, keptBy: kept.reference)
    try record.write(in: edge.workTreeState)
    var written: [RepoPath] = []
    for (number, step) in steps.enumerated() {
      let outcome: WorkTree.Outcome
      do {
        outcome = try tree.replace(
          step.old, with: step.new, at: step.path, temporary: record.temporaryName(number))
      } catch {
        // The next run finds out what became of this one.
        let isWritten = (try? tree.same(tree.item(at: step.path), step.new)) == true
        if written.isEmpty, isWritten { tell(kept) }
        throw error
      }
      if case .leftAlone = outcome {
        try CarryRecord.clear(in: edge.workTreeState)
        if written.isEmpty { try edge.repository.removeReference(kept.reference) }
        throw CarryError.changedMeanwhile(step.path, written: written)
      }
      if written.isEmpty { tell(kept) }
      written.append(step.path)
    }
    try CarryRecord.clear(in: edge.workTreeState)
    return kept
  }

  private var standing: TreeItem { TreeItem(mode: mode, id: yours.id) }
}
