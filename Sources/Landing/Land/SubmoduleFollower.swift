import Foundation
import Git
import Planning
import Rules
import SystemPackage
import Text
import Upstream

/// Has a submodule's checkout follow where a landing put its gitlink: a landing of its own inside the
/// submodule, file by file, so that a kill at any instant leaves what the next run can finish.
///
/// No program is run for it and nothing of the submodule's own configuration is obeyed: files are written
/// as git stores them, never over what a person changed. HEAD of the submodule moves last.
struct SubmoduleFollower {
  private let repository: Repository
  private let path: RepoPath
  /// The commit that is checked out before.
  private let old: ObjectID?
  private let new: ObjectID?
  /// Whether changed files are replaced, which were saved before.
  private let isForced: Bool

  /// A follower for a step that changes a gitlink; nil for any other step.
  init?(of repository: Repository, _ step: Plan.Step) {
    guard step.old?.mode == .gitlink || step.new?.mode == .gitlink else { return nil }
    self.repository = repository
    path = step.path
    isForced = step.drifted != nil
    old = step.standing?.mode == .gitlink ? step.standing?.id : nil
    new = step.new?.mode == .gitlink ? step.new?.id : nil
  }

  /// Gives the submodules of some steps the commits that they are to follow to, by a fetch from upstream
  /// as edgesync reads it: whole histories, for a submodule is a repository like any other.
  ///
  /// - Throws: ``LandError/submoduleBehind(_:reason:isMalformed:)`` where that fails; no branch was moved.
  static func bringObjects(
    for steps: [Plan.Step], into edge: EdgeRepo, by git: GitCommand
  ) async throws {
    for step in steps {
      guard let follower = SubmoduleFollower(of: edge.repository, step), let new = follower.new,
        let submodule = try follower.submodule()
      else { continue }
      do {
        try await fetch(new, into: submodule, from: edge.upstream, by: git)
        try submodule.refreshObjects()
        _ = try submodule.commitTree(new)
      } catch let GitError.command(_, status, output) {
        throw LandError.submoduleBehind(
          step.path, reason: GitError.said(output, status),
          isMalformed: output.contains { $0.string.contains("fsck error") })
      } catch let error as GitError {
        throw LandError.submoduleBehind(step.path, reason: error.cause, isMalformed: false)
      }
    }
  }

  private static func fetch(
    _ commit: ObjectID, into submodule: Repository, from upstream: Upstream, by git: GitCommand
  ) async throws {
    var fetch = GitInvocation(
      [
        "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
        "--no-auto-maintenance", "--refmap=", "--end-of-options", upstream.folder.string,
        commit.hex,
      ], gitFolder: submodule.gitFolder, folder: submodule.location)
    fetch.protocols = ["file"]
    fetch.settings =
      [("fetch.fsckObjects", "true")]
      + Mirror.harmlessFaults.map { ("fetch.fsck.\($0)", "ignore") }
    do {
      try await git.run(fetch)
    } catch let GitError.command(_, _, output)
      where !output.contains(where: { $0.string.contains("fsck error") })
    {
      // An upstream that gives out only what its refs name gets asked for the branch.
      fetch.arguments[fetch.arguments.count - 1] = upstream.address.reference
      try await git.run(fetch)
    }
  }

  /// The locks of the submodule that a checkout's manifest names; nil where there is none to look at. What
  /// is wrong with it, the command that needs it says.
  static func locks(in place: EdgeRepo.Place) -> StaleGitLocks? {
    guard let bytes = try? OwnFile.manifest.read(below: place.root),
      let path = (try? Manifest(parsing: bytes))?.submodule,
      case .repository(let submodule) = try? place.repository.submoduleCheckout(at: path)
    else { return nil }
    return StaleGitLocks(submodule, state: place.state)
  }

  /// Removes the locks of the submodules' indexes and HEADs that a killed run left there.
  ///
  /// - Parameters:
  ///   - state: edgesync's folder in the edge repo.
  ///   - since: When the landing's intent was written, in seconds since 1970.
  static func removeStaleLocks(
    of steps: [Plan.Step], in repository: Repository, state: FilePath, since: Int
  ) throws {
    for step in steps {
      guard let submodule = try SubmoduleFollower(of: repository, step)?.submodule() else {
        continue
      }
      // Its HEAD is on no branch that a landing would move.
      try StaleGitLocks(submodule, state: state).remove(branch: "HEAD", since: since)
    }
  }

  private func submodule() throws(GitError) -> Repository? {
    if case .repository(let submodule) = try repository.submoduleCheckout(at: path) {
      return submodule
    }
    return nil
  }

  /// What leaves the work tree with the submodules that some steps take away: their places, and each file
  /// that they track.
  static func pathsTakenAway(
    by steps: [Plan.Step], in repository: Repository
  ) throws(GitError) -> Set<RepoPath> {
    var paths: Set<RepoPath> = []
    for step in steps {
      guard let follower = SubmoduleFollower(of: repository, step), follower.new == nil else {
        continue
      }
      paths.insert(step.path)
      guard let submodule = try follower.submodule(), let head = try submodule.head().commit
      else { continue }
      for file in try submodule.files(of: submodule.commitTree(head), at: step.path) {
        paths.insert(file.path)
      }
    }
    return paths
  }

  /// Paths that keep the checkout from following, for they aren't as the step expects; empty where
  /// nothing does, or there is no checkout.
  func changedPaths() throws -> [RepoPath] {
    let checkout = try repository.submoduleCheckout(at: path)
    guard case .repository(let submodule) = checkout else {
      if case .foreign = checkout { return [path] }
      return []
    }
    guard let old else { return [path] }
    if isForced { return try submodule.head().commit == old ? [] : [path] }
    let verifier = SubmoduleVerifier(repository, at: path, pin: old)
    let drift = try verifier.verify().drift
    if !drift.isEmpty { return Array(drift.keys) }
    guard let new else { return [] }
    return try verifier.blockers(to: submodule.commit(new), in: submodule).compactMap(\.path)
  }

  /// What of the submodule's files changes: what differs between the two commits, and, where that is
  /// replaced, what a person changed.
  private func fileSteps(in submodule: Repository) throws(GitError) -> [Plan.Step] {
    let before = try old.map { id throws(GitError) in try submodule.commitTree(id) }
    let after = try new.map { id throws(GitError) in try submodule.commitTree(id) }
    var steps: [RepoPath: Plan.Step] = [:]
    for change in try submodule.changes(from: before, to: after) {
      steps[change.path] = Plan.Step(path: change.path, old: change.old, new: change.new)
    }
    for drifted in isForced ? try SubmoduleVerifier.driftedSteps(in: submodule) : [] {
      let path = drifted.path
      let wanted = try after.map { tree throws(GitError) in try submodule.item(at: path, in: tree) }
      let file = (wanted ?? nil).flatMap { $0.mode == .folder ? nil : $0 }
      steps[path] = Plan.Step(
        path: path, old: drifted.old, new: file, drifted: drifted.drifted)
    }
    return steps.values.sorted { $0.path < $1.path }
  }

  /// Brings the checkout to where the gitlink is.
  ///
  /// - Parameters:
  ///   - isHeld: Whether HEAD's commit of the edge repo holds the gitlink that the step puts there; where
  ///     it doesn't, only what an earlier run left is taken away.
  ///   - temporary: A name that no other step uses for the files it exchanges.
  ///   - failpoint: Called between two files.
  /// - Returns: Paths of the edge repo that were left as they are, for a person changed them.
  func follow(
    isHeld: Bool, temporary: String, failpoint: () throws -> Void
  ) throws -> [RepoPath] {
    guard let submodule = try submodule() else {
      // Without a checkout there is nothing to bring along. One that was taken away leaves its folder.
      if isHeld, new == nil { try removeFolder() }
      if isHeld, new != nil, case .missing = try repository.submoduleCheckout(at: path) {
        // As git leaves one that isn't initialised.
        try WorkTree(of: repository).makeFolder(at: path)
      }
      return []
    }
    let head = try submodule.head().commit
    var leftAlone: [RepoPath] = []
    if head != new || new == nil || isForced {
      guard let old, head == old || (isForced && head == new), submodule.contains(old),
        new.map(submodule.contains) ?? true
      else { return isHeld ? [path] : [] }
      let steps = try fileSteps(in: submodule)
      leftAlone = try follow(
        steps, in: submodule, isHeld: isHeld, temporary: temporary, failpoint: failpoint)
      try failpoint()
      if isHeld, let new {
        try updateIndex(of: submodule, steps)
        try submodule.detachHead(at: new)
      }
    }
    if isHeld, new == nil {
      try leaveRepository(of: submodule)
      try removeFolder()
    }
    return leftAlone
  }

  private func follow(
    _ steps: [Plan.Step], in submodule: Repository, isHeld: Bool, temporary: String,
    failpoint: () throws -> Void
  ) throws -> [RepoPath] {
    let tree = try WorkTree(of: submodule)
    var leftAlone: [RepoPath] = []
    let sorted = steps.enumerated().sorted { left, right in
      left.element.followOrder != right.element.followOrder
        ? left.element.followOrder < right.element.followOrder : left.offset < right.offset
    }
    for (index, step) in sorted {
      try failpoint()
      let name = "\(temporary)-\(index)"
      let (old, new) = (step.old?.asFile, step.new?.asFile)
      let settled = try tree.settle(temporary: name, beside: step.path, old: old, new: new)
      if case .leftAlone = settled, step.drifted == nil {
        leftAlone.append(path.appending(step.path))
        continue
      }
      guard isHeld else { continue }
      if step.old?.mode == .gitlink { try tree.removeFolderWithoutFiles(at: step.path) }
      if old != nil || new != nil {
        let standing = try standing(step, in: tree, of: submodule)
        let outcome = try tree.replace(standing, with: new, at: step.path, temporary: name)
        if case .leftAlone = outcome { leftAlone.append(path.appending(step.path)) }
      }
      if step.new?.mode == .gitlink { try tree.makeFolder(at: step.path) }
    }
    return leftAlone
  }

  /// What may be replaced at a step: what the commit has there; and where drift is replaced, whatever the
  /// submodule's repository keeps the very bytes of.
  private func standing(
    _ step: Plan.Step, in tree: WorkTree, of submodule: Repository
  ) throws(GitError) -> TreeItem? {
    guard step.drifted != nil else { return step.old?.asFile }
    guard let present = try tree.item(at: step.path) else { return nil }
    guard let id = try tree.contentID(of: present, at: step.path), submodule.contains(id)
    else { return step.old?.asFile }
    return present
  }

  private func updateIndex(of submodule: Repository, _ steps: [Plan.Step]) throws(GitError) {
    var updates: [IndexUpdate] = []
    for step in steps {
      let present = try submodule.indexItem(at: step.path)
      if step.drifted != nil || present == step.old || present == step.new {
        updates.append(IndexUpdate(path: step.path, item: step.new))
      }
    }
    if !updates.isEmpty { try submodule.updateIndex(updates) }
  }

  /// Takes the link to the submodule's git folder out of the work tree; the git folder itself stays with
  /// the edge repo's.
  private func leaveRepository(of submodule: Repository) throws {
    guard let root = repository.workFolder else { return }
    let link = root.appending(path).appending(".git")
    // A git folder of its own holds the history, and is nobody's to remove.
    guard submodule.gitFolder != link.lexicallyNormalized() else { return }
    try FileSync.removeFile(link)
  }

  private func removeFolder() throws(GitError) {
    try WorkTree(of: repository).removeFolderWithoutFiles(at: path)
  }
}

extension TreeItem {
  /// The item where it is a file or a link that can be written; nil for a submodule.
  fileprivate var asFile: TreeItem? { mode == .gitlink ? nil : self }
}
