import Git
import Rules

extension FileEffect {
  /// Files that a plan's steps write and that do something by their names, in their order.
  ///
  /// - Parameter files: What changes upstream: where a submodule moves, all of that comes along.
  static func effects(of steps: [Plan.Step], _ files: [FileChange]) -> [FileEffect] {
    let written = steps.flatMap { step -> [RepoPath] in
      guard let new = step.new else { return [] }
      if new.mode != .gitlink { return [step.path] }
      return files.filter { $0.status != .deleted }.map { step.path.appending($0.upstreamPath) }
    }
    return Set(written).sorted().compactMap { path in
      text(of: path).map { FileEffect(path: path, text: $0) }
    }
  }
}

extension Plan {
  /// Files that are written and do something by their names, in their order.
  package var effects: [FileEffect] { FileEffect.effects(of: steps, files) }
}
