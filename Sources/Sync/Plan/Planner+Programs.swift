import Git
import Text

extension Planner {
  /// Refuses files that git, or a program that git runs, would run or obey once they are written, edgesync's
  /// own among them.
  func refuseUsed(_ paths: [RepoPath]) throws {
    let programs = try edge.gitPrograms()
    let used = (paths + classifier.manifest.ownFiles).compactMap { path in
      programs.use(of: path).map { Obstacle.runs(path, $0) }
    }
    if !used.isEmpty { throw PlanError.inTheWay(used) }
  }

  /// The files that some steps write: those of a submodule that moves are what changes upstream.
  func writtenFiles(_ steps: [Plan.Step], to candidate: Commit) throws -> [RepoPath] {
    var paths: [RepoPath] = []
    for step in steps {
      guard let new = step.new else { continue }
      guard new.mode == .gitlink else {
        paths.append(step.path)
        continue
      }
      for change in try upstream.changes(
        from: upstream.commitTree(edge.lock.pin.id), to: candidate.tree)
      where change.new != nil { paths.append(step.path.appending(change.path)) }
    }
    return paths
  }
}
