import Git
import Text

/// Why there can be no plan.
package enum PlanError: ActionableError {
  /// Something of a person's stands in the way; nothing was changed.
  case inTheWay([Obstacle])
  /// Paths that must never be written.
  case refusedPaths([(path: SafeText, reason: SafeText)])
  /// The candidate is held, or descends from a commit that is.
  case held(candidate: SafeText, by: SafeText, reason: SafeText, hold: SafeText)
  /// HEAD isn't on a branch with a commit.
  case noBranch(Head)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .inTheWay(let obstacles):
      "the sync can't start: \(obstacles.map(\.text).joined(separator: "; "))"
    case .refusedPaths(let paths):
      "upstream has \(counted(paths.count, "path")) that no sync may write: "
        + paths.map { "\($0.path) (\($0.reason))" as SafeText }.joined(separator: "; ")
    case .held(let candidate, _, _, _): "\(candidate) is not to be taken"
    case .noBranch(.unborn(let name)): "\(name) has no commit yet"
    case .noBranch: "HEAD is on no branch"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .held(_, let by, let reason, let hold): "\(by) holds \(hold): \(reason)"
    case .inTheWay, .refusedPaths, .noBranch: ""
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .inTheWay(let obstacles):
      var ways: [SafeText] = []
      for obstacle in obstacles where !ways.contains(obstacle.wayOut) {
        ways.append(obstacle.wayOut)
      }
      return ways.joined(separator: ". ")
    case .refusedPaths: return "Exclude them in edgesync.yml, and tell upstream"
    case .held(_, _, _, let hold):
      return "Take a commit before \(hold), or lift the hold with `edgesync unhold \(hold)`"
    case .noBranch(.unborn):
      return "Commit edgesync.yml and edgesync.lock first"
    case .noBranch: return "Switch to the branch that the sync shall land on"
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .inTheWay, .noBranch: .inTheWay
    case .refusedPaths, .held: .failed
    }
  }
}
