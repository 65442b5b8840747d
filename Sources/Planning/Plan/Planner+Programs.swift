import Git
import Rules
import Text
import Upstream

extension Planner {
  /// Refuses files that git, or a program that git runs, would run or obey once they are written, edgesync's
  /// own among them.
  ///
  /// - Returns: What a reviewer should know of files that hooks of the person's own run already.
  package func refuseUsed(_ files: [(path: RepoPath, isNew: Bool)]) throws -> [SafeText] {
    let programs = try edge.gitPrograms()
    let own = classifier.manifest.ownFiles.map { (path: $0, isNew: false) }
    var blockers: [PlanBlocker] = []
    var remarks: [SafeText] = []
    for file in files + own {
      if let use = programs.use(of: file.path) {
        blockers.append(.runs(file.path, use))
      } else if let mention = programs.mention(of: file.path) {
        if file.isNew {
          blockers.append(.runs(file.path, mention))
        } else if !classifier.manifest.ownFiles.contains(file.path) {
          remarks.append("\(file.path.text): \(mention.text)")
        }
      }
    }
    if !blockers.isEmpty { throw PlanError.inTheWay(blockers) }
    return remarks
  }

  /// The files that some steps write, and which weren't there before: those of a submodule that moves are what
  /// changes upstream.
  func writtenFiles(
    _ steps: [Plan.Step], to candidate: Commit
  ) throws -> [(path: RepoPath, isNew: Bool)] {
    var files: [(path: RepoPath, isNew: Bool)] = []
    for step in steps {
      guard let new = step.new else { continue }
      guard new.mode == .gitlink else {
        files.append((step.path, step.old == nil))
        continue
      }
      for change in try upstream.changes(
        from: upstream.commitTree(edge.lock.pin.id), to: candidate.tree)
      where change.new != nil {
        files.append((step.path.appending(change.path), change.old == nil))
      }
    }
    return files
  }
}
