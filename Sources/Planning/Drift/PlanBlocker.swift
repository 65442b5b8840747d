import Git
import Rules
import Text

/// Something of a person's that a sync would have to overwrite, and so doesn't start.
package enum PlanBlocker: Hashable, Sendable {
  /// A synced file that isn't upstream's.
  case drift(RepoPath, Drift.Kind)
  /// A synced file with a change in the index.
  case staged(RepoPath)
  /// An untracked or foreign file where the sync would write.
  case stray(RepoPath)
  /// A path that a merge left in conflict, and whether HEAD has a file there.
  case unmerged(RepoPath, isInHead: Bool)
  /// git is in the middle of something.
  case operation(SafeText)
  /// A file that edgesync writes has uncommitted changes.
  case uncommitted(RepoPath)
  /// A folder that the user may not write to.
  case notWritable(RepoPath)
  /// edgesync's own file isn't in HEAD.
  case notCommitted(RepoPath)
  /// git, or what it runs, would run or obey the file once it is written.
  case runs(RepoPath, PathUse)
  /// A submodule, or a file in it, isn't as the pin has it.
  case submodule(SubmoduleIssue, at: RepoPath, in: RepoPath)

  /// The path that it is about; nil where it is about none.
  package var path: RepoPath? {
    switch self {
    case .drift(let path, _), .staged(let path), .stray(let path), .unmerged(let path, _),
      .uncommitted(let path), .notWritable(let path), .notCommitted(let path),
      .runs(let path, _), .submodule(_, at: let path, in: _):
      path
    case .operation: nil
    }
  }

  /// Whether a forced recovery puts it right.
  var isReplaceable: Bool {
    if case .submodule(let trouble, _, _) = self { return trouble.isReplaceable }
    return false
  }

  /// The blocker, with the path's name.
  package var text: SafeText {
    switch self {
    case .drift(let path, .modified): "\(path.text) was modified here"
    case .drift(let path, .missing): "\(path.text) is missing here"
    case .drift(let path, .mode): "\(path.text) has a different mode here"
    case .staged(let path): "\(path.text) has staged changes"
    case .stray(let path): "\(path.text) is where the sync would write, and isn't upstream's"
    case .unmerged(let path, _): "\(path.text) is unmerged"
    case .operation(let name): "\(name) is in progress"
    case .uncommitted(let path): "\(path.text) has uncommitted changes"
    case .notWritable(let folder):
      "\(folder.isRoot ? "the repo's folder" : folder.text) isn't writable"
    case .notCommitted(let path): "\(path.text) isn't committed"
    case .runs(let path, let use): "\(path.text) may not be written: \(use.text)"
    case .submodule(let trouble, let path, let submodule): trouble.text(at: path, in: submodule)
    }
  }

  /// What to do about it.
  package var remedy: SafeText {
    switch self {
    case .drift:
      "Discard the change with `edgesync recover --force --to HEAD`, which keeps a copy; or contribute it upstream, or list the file under `edge:` in edgesync.yml"
    case .staged: "Unstage them with `git restore --staged --worktree PATH`"
    case .stray: "Move it away, or list it under `edge:` in edgesync.yml"
    case .unmerged(let path, isInHead: true):
      "Keep this branch's version with `git checkout HEAD -- \(pathspec: path)`, or resolve the conflict, and commit"
    case .unmerged(let path, isInHead: false):
      "Keep this branch's version with `git rm -- \(pathspec: path)`, or resolve the conflict, and commit"
    case .operation: "Finish it, or abort it"
    case .uncommitted(let path):
      "Commit \(path.text), or restore it with `git checkout HEAD -- \(pathspec: path)`"
    case .notWritable(let folder):
      "Make the folder writable: `chmod u+w \(word: folder)`"
    case .notCommitted(let path): "Commit it with `git add \(pathspec: path) && git commit`"
    case .runs(_, let use): use.remedy
    case .submodule(let trouble, _, let submodule): trouble.remedy(in: submodule)
    }
  }

  /// What a merge left in conflict, beside the tree of HEAD.
  package static func unmerged(in repository: Repository, _ head: ObjectID) throws -> [PlanBlocker]
  {
    try repository.unmergedPaths().map { path in
      .unmerged(path, isInHead: try repository.item(at: path, in: head) != nil)
    }
  }

  /// What to do about several, each way once and in their order.
  package static func remedies(of blockers: [PlanBlocker]) -> [SafeText] {
    var ways: [SafeText] = []
    for blocker in blockers where !ways.contains(blocker.remedy) { ways.append(blocker.remedy) }
    return ways
  }
}
