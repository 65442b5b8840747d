import Git
import Text

/// Why a sync couldn't be pushed or offered for review.
package enum OfferError: ActionableError {
  /// There is nowhere to push to.
  case noRemote
  /// A remote can't be used.
  case badRemote(name: String, reason: SafeText)
  /// A remote has a name that git gives none any more, without what may be secret in it.
  case badRemoteName(String)
  /// git failed to reach the remote, or the remote refused.
  case remoteFailed(name: String, operation: SafeText, reason: SafeText)
  /// The branch here isn't as the remote has it.
  case outOfStep(PushRoute, isBehind: Bool)
  /// The offered branch holds what edgesync didn't put there.
  case foreignCommits(branch: SafeText, commits: [SafeText])
  /// The branch to offer is checked out here.
  case checkedOut(branch: SafeText)
  /// Nothing says how a request is opened at the remote.
  case unknownForge(url: SafeText)
  /// There is no `gh`.
  case noProgram(SafeText)
  /// The forge refused the request.
  case requestFailed(branch: SafeText, reason: SafeText)
  /// It landed here, but the push failed.
  case notPushed(commit: SafeText, PushRoute, reason: SafeText)
  /// A daily sync's checks failed, and the manifest holds such.
  case heldBack([SafeText], candidate: SafeText)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .noRemote: "there is no remote to push to"
    case .badRemote(let name, _), .badRemoteName(let name): "the remote \(name) can't be used"
    case .remoteFailed(let name, let operation, _):
      "git \(operation) failed with the remote \(name)"
    case .outOfStep(let route, isBehind: true): "\(route.localText) is behind \(route.text)"
    case .outOfStep(let route, isBehind: false):
      "\(route.localText) is ahead of \(route.text)"
    case .foreignCommits(let branch, let commits):
      "\(branch) has somebody else's work: " + commits.joined(separator: "; ")
    case .checkedOut(let branch): "\(branch) is checked out here"
    case .unknownForge(let url): "don't know how to open a pull request at \(url)"
    case .noProgram(let name): "\(name) isn't installed"
    case .requestFailed(let branch, _): "\(branch) is pushed, but the request wasn't opened"
    case .notPushed(let commit, let route, _):
      "the sync landed as \(commit) on \(route.localText), but wasn't pushed to \(route.remoteText)"
    case .heldBack(let names, _):
      "nothing was offered: \(names.joined(separator: ", ")) didn't pass, and `land.failing` is hold"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .badRemote(_, let reason), .remoteFailed(_, _, let reason), .requestFailed(_, let reason),
      .notPushed(_, _, let reason):
      reason
    case .badRemoteName: "it isn't a remote's name"
    default: ""
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .noRemote:
      "Add one with `git remote add origin URL`, or write `commit` under `land` in edgesync.yml"
    case .badRemote(let name, _): "Fix it with `git remote set-url \(word: name) URL`"
    case .badRemoteName(let name): "Give it one with `git remote rename -- \(word: name) NAME`"
    case .remoteFailed(let name, _, _):
      "Try `git ls-remote \(word: name)`, then run the command again"
    case .outOfStep(let route, isBehind: true): "Run `\(route.pull)` and the command again"
    case .outOfStep(let route, isBehind: false):
      "Push them with `\(route.push)`, and run the command again"
    case .foreignCommits(let branch, _):
      "It wasn't touched: merge it, move the work to another branch, or delete \(branch), and run the command again"
    case .checkedOut: "Switch to the branch that syncs land on"
    case .unknownForge: "Write `land: { via: gh }`, `gitlab` or `agit` in edgesync.yml"
    case .noProgram(let name): "Install \(name), or write `branch` under `land` in edgesync.yml"
    case .requestFailed: "Fix that and run the command again; it goes on with the same branch"
    case .notPushed(_, let route, _): "Run `\(route.push)`"
    case .heldBack(_, let candidate):
      "See why with `edgesync check \(candidate)`, or write `failing: offer`"
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .outOfStep, .foreignCommits, .checkedOut: .inTheWay
    case .heldBack: .checkFailed
    default: .failed
    }
  }
}
