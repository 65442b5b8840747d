import Git
import Planning
import Text

/// Why a proposal didn't land, or not wholly.
package enum LandError: ActionableError {
  /// Required checks of a candidate didn't pass.
  case checksFailed(
    [(name: SafeText, state: SafeText, reason: SafeText)], candidate: ObjectID)
  /// Files changed since the plan was made; nothing was landed.
  case changedMeanwhile([RepoPath])
  /// A hook of the user's refused.
  case hookRefused(name: SafeText, output: SafeText)
  /// A hook changed what would land.
  case hookChanged(name: SafeText)
  /// The user's commits are signed, and this one couldn't be.
  case notSigned(reason: SafeText, remedy: SafeText)
  /// The sync landed, but the work tree couldn't follow.
  case workTreeBehind(commit: SafeText, reason: SafeText)
  /// The submodule's repository couldn't be given upstream's commits; malformed ones it mustn't be.
  case submoduleBehind(RepoPath, reason: SafeText, isMalformed: Bool)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .checksFailed(let checks, _):
      "\(counted(checks.count, "required check")) didn't pass: "
        + checks.map { check in
          check.reason.isEmpty
            ? "\(check.name) \(check.state)" : "\(check.name) \(check.state) (\(check.reason))"
        }.joined(separator: "; ")
    case .changedMeanwhile(let paths):
      "nothing landed: "
        + paths.map(\.text).joined(separator: ", ") + " changed while the sync was prepared"
    case .hookRefused(let name, _): "the hook \(name) refused the sync"
    case .hookChanged(let name): "the hook \(name) changed files"
    case .notSigned: "nothing landed: git couldn't sign the commit"
    case .workTreeBehind(let commit, _):
      "the sync landed as \(commit), but the work tree is behind it"
    case .submoduleBehind(let path, _, _):
      "nothing landed: the submodule \(path.text) couldn't be given upstream's commits"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .hookRefused(_, let output): output
    case .hookChanged: "what lands has to be what was checked"
    case .notSigned(let reason, _), .workTreeBehind(_, let reason),
      .submoduleBehind(_, let reason, _):
      reason
    default: ""
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .checksFailed(let checks, let candidate):
      "See why with `edgesync check \(candidate.short)`, choose another commit, or land past it with"
        + checks.map { " --override \(word: $0.name)" as SafeText }.joined(
          separator: "")
        + " --reason TEXT"
    case .changedMeanwhile: "Look at the change and run the command again"
    case .hookRefused: "Do what it asks for and run the command again"
    case .hookChanged: "Make the hook check without changing files, or disable it for syncs"
    case .notSigned(_, let remedy): remedy
    case .workTreeBehind:
      "Free some space or fix what failed; the next edgesync command finishes it"
    case .submoduleBehind(_, _, isMalformed: true): "Choose another commit, and tell upstream"
    case .submoduleBehind(let path, _, _):
      "Fix that, or put the submodule away with `\(SubmoduleIssue.puttingAway(path))`, and run the command again"
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .checksFailed: .checkFailed
    case .changedMeanwhile: .inTheWay
    default: .failed
    }
  }
}
