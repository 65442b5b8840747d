import Git
import SystemPackage
import Text
import Upstream

/// What of git's stands in the way of a sync: HEAD on no branch, work that waits to be finished, files in conflict.
struct UnfinishedFacts: Sendable {
  /// Where HEAD is; nil where that can't be read.
  let head: Head?
  /// The branch that HEAD's commit is the tip of, or else the main one; nil where there is none.
  let branch: String?
  /// What git is in the middle of, as ``Repository/operationInProgress`` has it.
  let operation: SafeText?
  /// Files in conflict, and whether HEAD has each.
  let unmerged: [(path: RepoPath, isInHead: Bool)]

  /// Looks at a checkout.
  init(_ repository: Repository) {
    let head = try? repository.head()
    self.head = head
    operation = repository.operationInProgress
    let tree = head?.commit.flatMap { try? repository.commitTree($0) }
    unmerged = ((try? repository.unmergedPaths()) ?? []).map { path in
      (path, tree.flatMap { (try? repository.item(at: path, in: $0)) ?? nil } != nil)
    }
    let names = (try? repository.references(in: "refs/heads/")) ?? []
    let own = names.first { (try? repository.reference($0)) == head?.commit }
    let found =
      own ?? ["refs/heads/main", "refs/heads/master"].first(where: names.contains) ?? names.first
    branch = found.map { String($0.dropFirst("refs/heads/".count)) }
  }

  var findings: [Finding] {
    var findings: [Finding] = []
    if let operation {
      findings.append(
        Finding(
          .operationInProgress, "\(operation) is in progress: finish it, or abandon it",
          fix: Self.abandoning(operation)))
    } else if case .detached(let id)? = head {
      findings.append(
        Finding(
          .headDetached, "HEAD is at \(id.short), on no branch: no sync can land",
          fix: branch.map { "git switch \(word: $0)" }))
    }
    if !unmerged.isEmpty {
      let names = unmerged.map(\.path.text).joined(separator: ", ")
      findings.append(
        Finding(
          .unmerged,
          "a merge left \(counted(unmerged.count, "file")) in conflict: \(names). Resolve conflicts in upstream's files there, then sync",
          fix: operation.flatMap(Self.abandoning) ?? keeping))
    }
    return findings
  }

  /// What goes back to before the operation.
  private static func abandoning(_ operation: SafeText) -> SafeText? {
    switch operation.string {
    case "a merge": "git merge --abort"
    case "a rebase": "git rebase --abort"
    case "a cherry-pick": "git cherry-pick --abort"
    case "a revert": "git revert --abort"
    case "a bisect": "git bisect reset"
    case "git am": "git am --abort"
    default: nil
    }
  }

  /// What keeps this branch's version of each file.
  private var keeping: SafeText {
    var commands: [SafeText] = []
    let (kept, gone) = (unmerged.filter(\.isInHead), unmerged.filter { !$0.isInHead })
    if !kept.isEmpty { commands.append("git checkout HEAD -- " + Self.list(kept.map(\.path))) }
    if !gone.isEmpty { commands.append("git rm --quiet -- " + Self.list(gone.map(\.path))) }
    return commands.joined(separator: " && ")
  }

  static func list(_ paths: [RepoPath]) -> SafeText {
    paths.map { "\(pathspec: $0)" as SafeText }.joined(separator: " ")
  }
}
