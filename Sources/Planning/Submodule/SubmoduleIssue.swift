import Git
import Text

/// What of a submodule isn't as the pin has it, and so keeps a sync from starting.
package enum SubmoduleIssue: Hashable, Sendable {
  /// HEAD holds another commit there, or none.
  case head(pin: ObjectID)
  /// The index holds another commit there, or none.
  case index(pin: ObjectID)
  /// Another commit is checked out in it.
  case checkout
  /// Its folder is gone.
  case missing
  /// Something that isn't its repository stands in its place.
  case foreign
  /// git is in the middle of something in it.
  case operation(SafeText)
  /// A file in it that a person changed.
  case file(Drift.Kind)
  /// A file in it that git doesn't track, where upstream has one.
  case stray
  /// A file in it that git doesn't track, where it has to be as it was cloned.
  case untracked
  /// A file in it whose content goes through a filter, which edgesync doesn't run.
  case filtered
  /// Its history lies in it, and not in the edge repo's git folder.
  case notAbsorbed

  /// Whether a forced recovery puts it right, after saving what stands there.
  var isReplaceable: Bool {
    switch self {
    case .head, .index, .checkout, .missing, .file: true
    case .foreign, .operation, .stray, .untracked, .filtered, .notAbsorbed: false
    }
  }

  /// The trouble, with the path's name.
  ///
  /// - Parameters:
  ///   - path: The submodule, or the file in it.
  ///   - submodule: The submodule.
  func text(at path: RepoPath, in submodule: RepoPath) -> SafeText {
    switch self {
    case .head(let pin):
      "HEAD has the submodule \(path.text) at another commit than the pin \(pin.short)"
    case .index(let pin):
      "the submodule \(path.text) is staged at another commit than the pin \(pin.short)"
    case .checkout: "the submodule \(path.text) has another commit checked out"
    case .missing: "the submodule \(path.text) is missing here"
    case .foreign: "\(path.text) isn't the submodule's repository"
    case .operation(let name): "\(name) is in progress in the submodule \(path.text)"
    case .file(let kind): PlanBlocker.drift(path, kind).text
    case .stray: "\(path.text) is where upstream has a file, and isn't upstream's"
    case .untracked: "\(path.text) isn't tracked in the submodule \(submodule.text)"
    case .filtered: "\(path.text) goes through a filter, which no sync runs"
    case .notAbsorbed: "the submodule \(path.text) has its git folder inside it"
    }
  }

  /// What puts a submodule away and keeps all of its files: git refuses to where one isn't tracked or was changed,
  /// and removes what is ignored.
  package static func puttingAway(_ submodule: RepoPath) -> SafeText {
    let kept = RepoPath(submodule.bytes + Array(".kept".utf8))
    return "mv \(word: submodule) \(word: kept) && git submodule deinit \(pathspec: submodule)"
  }

  /// What to do about it.
  func remedy(in submodule: RepoPath) -> SafeText {
    switch self {
    case .head(let pin):
      "Put the pin back with `git update-index --cacheinfo 160000,\(pin.hex),\(word: submodule.bytes)`, and commit that"
    case .index: "Unstage it with `git restore --staged \(pathspec: submodule)`"
    case .checkout:
      "`git submodule update --checkout \(pathspec: submodule)` goes to the pin; contribute what you committed there upstream first"
    case .missing: "Get it with `git submodule update --init \(pathspec: submodule)`"
    case .foreign:
      "Move it away, then get it with `git submodule update --init \(pathspec: submodule)`"
    case .operation: "Finish it there, or abort it"
    case .file:
      "Contribute the change upstream; `git -C \(word: submodule) stash` sets aside what isn't committed"
    case .stray, .untracked: "Move it away"
    case .filtered:
      "Put the submodule away with `\(Self.puttingAway(submodule))`, and get it back after the sync with `git submodule update --init \(pathspec: submodule)`"
    case .notAbsorbed: "Move it with `git submodule absorbgitdirs \(pathspec: submodule)`"
    }
  }
}
