import Git
import Text

/// Why upstream's change can't be carried over into a file of the edge repo's own.
package enum CarryError: ActionableError {
  /// A path isn't an edge-specific file with a counterpart upstream.
  case notAnOverride(SafeText, isEdgeSpecific: Bool)
  /// Upstream has the file no more, at the pin or at another commit.
  case deletedUpstream(RepoPath, at: ObjectID?)
  /// Upstream has the file since the last sync, so that there is no version that was seen before.
  case newUpstream(RepoPath, looking: SafeText)
  /// The versions aren't texts that are merged line by line.
  case unmergeable(RepoPath, reason: SafeText, looking: SafeText)
  /// There is no such file in the work tree; upstream's can be looked at where HEAD has none either.
  case missing(RepoPath, looking: SafeText?)
  /// Something else stands where the path has a folder.
  case inTheWay(RepoPath, at: RepoPath)
  /// The file holds conflicts that aren't resolved, or git's index says so of a file without their marks.
  case conflicted(RepoPath, isMarked: Bool)
  /// The file was changed while it was merged; others were written before it.
  case changedMeanwhile(RepoPath, written: [RepoPath])
  /// A folder that the user may not write to.
  case notWritable(RepoPath)
  /// A commit that the pin has already.
  case behindThePin(ObjectID)

  /// The command that shows what upstream has at a path, whatever it is.
  static func looking(
    at source: RepoPath, of commit: ObjectID, in upstream: Repository
  ) -> SafeText {
    "git -C \(word: upstream.location) ls-tree \(commit.short) -- \(word: source)"
  }

  /// The command that shows one of upstream's versions.
  static func looking(at id: ObjectID, in upstream: Repository) -> SafeText {
    "git -C \(word: upstream.location) cat-file blob \(word: String(id.hex.prefix(12)))"
  }

  /// What failed.
  package var what: SafeText {
    switch self {
    case .notAnOverride(let name, _): "there is nothing to carry over to \(name)"
    case .deletedUpstream(let path, _), .newUpstream(let path, _), .unmergeable(let path, _, _):
      "upstream's change of \(path.text) can't be merged"
    case .missing(let path, _): "\(path.text) isn't in your work tree"
    case .inTheWay(let path, _): "\(path.text) can't be written"
    case .conflicted(let path, _): "\(path.text) has conflicts that aren't resolved"
    case .changedMeanwhile(let path, _): "\(path.text) wasn't written"
    case .behindThePin(let commit): "upstream's change up to \(commit.short) can't be merged"
    case .notWritable(let folder):
      "\(folder.isRoot ? "the repo's folder" : folder.text) isn't writable"
    }
  }

  /// Why it failed.
  package var why: SafeText {
    switch self {
    case .notAnOverride(_, isEdgeSpecific: true): "upstream has no such file"
    case .notAnOverride(_, isEdgeSpecific: false):
      "no edge entry of edgesync.yml says that it is yours"
    case .deletedUpstream(_, nil): "upstream deleted the file"
    case .deletedUpstream(_, let commit?): "upstream has deleted the file at \(commit.short)"
    case .newUpstream: "the file is new upstream, so no earlier version is known"
    case .unmergeable(_, let reason, _): reason
    case .inTheWay(_, let place): "\(place.text) isn't a folder"
    case .changedMeanwhile(_, let written):
      "it was changed at that moment"
        + (written.isEmpty ? "" : ", after " + written.map(\.text).joined(separator: ", "))
    case .conflicted(_, isMarked: false): "git's index has it unmerged"
    case .missing, .conflicted, .notWritable: ""
    case .behindThePin: "the pin has it already"
    }
  }

  /// The next step.
  package var remedy: SafeText {
    switch self {
    case .notAnOverride:
      "See which files of yours upstream has changed with `edgesync status`"
    case .deletedUpstream(let path, nil):
      "Keep yours or delete it, then run `edgesync acknowledge \(word: path)`"
    case .deletedUpstream(_, let commit?):
      "See what else it changes with `edgesync diff \(commit.short)`"
    case .newUpstream(let path, let looking):
      "Compare the two with `\(looking) | diff \(word: path) -`"
    case .unmergeable(_, _, let looking):
      "Read upstream's with `\(looking)` and carry the change over by hand"
    case .missing(let path, nil):
      "Bring it back with `git checkout --ignore-skip-worktree-bits HEAD -- \(pathspec: path)`"
    case .missing(let path, let looking?):
      "Begin with upstream's: `\(looking) > \(word: path)`"
    case .inTheWay(_, let place): "Look at it with `ls -l \(word: place)` and move it away"
    case .conflicted(let path, isMarked: true):
      "See them with `grep -n -e '^<<<<<<< ' -e '^>>>>>>> ' \(word: path)`"
    case .conflicted(let path, isMarked: false):
      "Once it is as you want it, run `git add -- \(pathspec: path)`"
    case .changedMeanwhile: "Look at the change and run the command again"
    case .behindThePin: "See the commits past the pin with `edgesync log`"
    case .notWritable(let folder):
      "Make the folder writable: `chmod u+w \(word: folder)`"
    }
  }

  /// The exit status it leads to.
  package var exitStatus: ExitStatus {
    switch self {
    case .conflicted, .changedMeanwhile, .notWritable, .inTheWay: .inTheWay
    default: .failed
    }
  }
}
