import Git
import Journal
import Rules
import Text

/// Why there can be no plan.
package enum PlanError: ActionableError {
  /// Something of a person's stands in the way; nothing was changed.
  case inTheWay([PlanBlocker])
  /// Paths that must never be written; a submodule's can't be excluded, for it holds all of upstream.
  case refusedPaths([(path: SafeText, reason: SafeText)], isExcludable: Bool)
  /// The candidate is held, or descends from a commit that is.
  case held(candidate: SafeText, Lock.Hold)
  /// The candidate brings back a sync that a person undid.
  case undone(candidate: SafeText, UndoneSync)
  /// The branch moved since the plan was made.
  case branchMoved(SafeText)
  /// HEAD isn't on a branch with a commit.
  case noBranch(Head)
  /// `.gitmodules` says nothing of the submodule.
  case noSubmodule(RepoPath, url: SafeText)
  /// The lock goes with another mode, or another submodule, than the manifest asks for.
  case otherSetUp(was: RepoPath?, is: RepoPath?, pin: ObjectID)

  /// What failed.
  package var what: SafeText {
    switch self {
    case .inTheWay(let blockers):
      "the sync can't start: \(blockers.map(\.text).joined(separator: "; "))"
    case .refusedPaths(let paths, _):
      "upstream has \(counted(paths.count, "path")) that no sync may write: "
        + paths.map { "\($0.path) (\($0.reason))" as SafeText }.joined(separator: "; ")
    case .held(let candidate, _): "\(candidate) is held back"
    case .undone(let candidate, _): "\(candidate) isn't offered"
    case .branchMoved(let branch):
      "nothing landed"
        + (branch.isEmpty ? "" : ": \(branch) moved while the sync was prepared")
    case .noBranch(.unborn(let name)): "\(name) has no commit yet"
    case .noBranch: "HEAD is on no branch"
    case .noSubmodule(let path, _): ".gitmodules has no entry for the submodule \(path.text)"
    case .otherSetUp(let was, let present, _):
      "edgesync.yml says \(Self.words(present)), but edgesync.lock was written for \(Self.words(was))"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .held(_, let hold): hold.text
    case .undone(_, let undone): undone.text
    case .inTheWay, .refusedPaths, .branchMoved, .noBranch, .otherSetUp: ""
    case .noSubmodule: "git couldn't fetch it into another clone"
    }
  }

  private static func words(_ submodule: RepoPath?) -> SafeText {
    submodule.map { "the submodule \($0.text)" } ?? "mode: selective"
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .inTheWay(let blockers):
      return PlanBlocker.remedies(of: blockers).joined(separator: ". ")
    case .refusedPaths(_, let isExcludable):
      return isExcludable
        ? "Exclude them in edgesync.yml, and tell upstream"
        : "Choose another commit, and tell upstream"
    case .held(_, let hold):
      return
        "Choose a commit before \(hold.id.short), or lift the hold with `edgesync unhold \(hold.id.short)`"
    case .undone(_, let undone): return undone.advice
    case .branchMoved: return "Look at the change and run the command again"
    case .noBranch(.unborn):
      return "Commit edgesync.yml and edgesync.lock first"
    case .noBranch: return "Switch to the branch that the sync should land on"
    case .noSubmodule(let path, let url):
      let name = path.bytes
      return
        "Write it with `git config -f .gitmodules submodule.\(word: name).path \(word: name)` and `git config -f .gitmodules submodule.\(word: name).url \(word: url)`, and commit that"
    case .otherSetUp(let was?, nil, _):
      return
        "Restore the submodule in edgesync.yml and commit that; then turn the submodule into files with `edgesync init --from-submodule \(word: was)`"
    case .otherSetUp(let was?, let present?, _):
      return "Move it with `\(Self.moving(was, to: present))`, and commit that"
    case .otherSetUp(nil, let present, let pin):
      return present.map { Self.making($0, at: pin) } ?? ""
    }
  }

  /// How files become a submodule at the pin. The manifest stays, and its mappings with it; so does what was decided,
  /// as long as HEAD has the lock that says it.
  private static func making(_ submodule: RepoPath, at pin: ObjectID) -> SafeText {
    let place: SafeText = "\(word: submodule)"
    return
      "Restore edgesync.yml. Or keep it, with its mappings: make the submodule with `git submodule add URL \(place) && git -C \(place) checkout \(pin.hex) && git add \(pathspec: submodule) && git commit`, then its lock with `git rm edgesync.lock && edgesync init`; the files that were synced stay, and are your own"
  }

  /// git moves nothing into a folder that isn't there.
  private static func moving(_ old: RepoPath, to new: RepoPath) -> SafeText {
    let moving: SafeText = "git mv \(word: old) \(word: new)"
    return new.parent.isRoot ? moving : "mkdir -p \(word: new.parent) && \(moving)"
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .inTheWay, .undone, .branchMoved, .noBranch, .noSubmodule: .inTheWay
    case .otherSetUp: .invalid
    case .refusedPaths, .held: .failed
    }
  }
}
