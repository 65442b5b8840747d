import Foundation
import Git
import Planning
import Rules
import SystemPackage
import Text
import Upstream

/// A step of a landing that changes a gitlink, and what has to be so of its submodule's checkout.
struct SubmoduleStep {
  /// The edge repo.
  let repository: Repository
  /// Where the submodule is.
  let path: RepoPath
  /// The commit that is checked out before; nil where no submodule is there.
  let old: ObjectID?
  /// The commit that shall be checked out; nil where the submodule goes.
  let new: ObjectID?
  /// Whether changed files are replaced, which were saved before.
  let isForced: Bool

  /// A step of an edge repo's; nil where it changes no gitlink.
  init?(_ step: Plan.Step, of repository: Repository) {
    guard step.old?.mode == .gitlink || step.new?.mode == .gitlink else { return nil }
    self.repository = repository
    path = step.path
    isForced = step.drifted != nil
    old = step.standing?.mode == .gitlink ? step.standing?.id : nil
    new = step.new?.mode == .gitlink ? step.new?.id : nil
  }

  /// Gives the submodules of some steps the commits that they are to have checked out, by a fetch from upstream
  /// as edgesync reads it: whole histories, for a submodule is a repository like any other.
  ///
  /// - Throws: ``LandError/submoduleBehind(_:reason:isMalformed:)`` where that fails; no branch was moved.
  static func bringObjects(
    for steps: [Plan.Step], into edge: EdgeRepo, by git: GitCommand
  ) async throws {
    for step in steps {
      guard let gitlink = SubmoduleStep(step, of: edge.repository), let new = gitlink.new,
        let submodule = try gitlink.submodule()
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
      guard let submodule = try SubmoduleStep(step, of: repository)?.submodule() else {
        continue
      }
      // Its HEAD is on no branch that a landing would move.
      try StaleGitLocks(submodule, state: state).remove(branch: "HEAD", since: since)
    }
  }

  /// The submodule's own repository; nil where there is no checkout of it.
  func submodule() throws(GitError) -> Repository? {
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
      guard let gitlink = SubmoduleStep(step, of: repository), gitlink.new == nil else {
        continue
      }
      paths.insert(step.path)
      guard let submodule = try gitlink.submodule(), let head = try submodule.head().commit
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
}
