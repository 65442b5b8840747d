import Foundation
import Git
import Landing
import SystemPackage
import Text
import Upstream

extension EdgeClone {
  /// How long a run that was cut off is waited for to come to its end.
  private static let patience = Duration.seconds(10)
  /// Where the tip of a branch is kept that its origin left behind.
  private static let leftReferences = "refs/edgesync/left/"

  /// Makes the clone, or brings it to where its origin is; called under its lock.
  ///
  /// What landed in it and isn't pushed yet stays, so that the next run pushes it. A clone that can't be used is made
  /// anew: nothing in it is anybody's.
  func update(now: Int) async throws {
    guard isThere else { return try await make() }
    do {
      try await settle(now: now)
    } catch let error as EdgeCloneError {
      throw error
    } catch let error as SyncLock.Held {
      throw EdgeCloneError.busy(SafeText(edge.name), holder: error.why)
    } catch {
      try Task.checkCancellation()
      try remove(folder)
      return try await make()
    }
    try await fetch()
    do {
      try await follow()
    } catch is EdgeCloneError {
      // Its branch is gone: its origin has another one.
      try remove(folder)
      try await make()
    }
  }

  /// Finishes what a run that was cut off left.
  private func settle(now: Int) async throws {
    let place = try EdgeRepo.Place(at: folder, sharing: shared)
    // Whoever is at work in it, as what a run that was killed had started, ends soon.
    let end = ContinuousClock.now + Self.patience
    while true {
      do {
        _ = try SyncLock(in: place.state, purpose: "edgesync fleet", now: now)
        break
      } catch let held as SyncLock.Held {
        guard ContinuousClock.now < end else { throw held }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    _ = try Lander.recover(in: place, now: now)
    try StaleGitLocks.removeAll(in: place.repository.gitFolder)
  }

  private func fetch() async throws {
    var fetch = invocation([
      "fetch", "--quiet", "--prune", "--no-recurse-submodules", "--end-of-options", "origin",
    ])
    fetch.patience = Mirror.patience
    try await reaching(fetch)
  }

  /// Moves the branch and its files to where the origin's is, unless something landed here that isn't there yet.
  private func follow() async throws {
    let repository = try Repository(at: folder)
    guard case .branch(let name, let here) = try repository.head(),
      let there = try repository.reference(
        "refs/remotes/origin/" + name.dropFirst("refs/heads/".count))
    else { throw EdgeCloneError.noBranch(edge.shownSource) }
    let isAhead = try here != there && repository.isAncestor(there, of: here)
    if !isAhead, try !repository.isAncestor(here, of: there) {
      try repository.setReference(Self.leftReferences + here.hex, to: here)
    }
    let target = isAhead ? here : there
    // Files too: a run that was cut off may have left some behind.
    try await git.run(invocation(["reset", "--quiet", "--hard", target.hex]))
    try await git.run(invocation(["clean", "--quiet", "-ff", "-d"]))
  }

  private func make() async throws {
    let beginning = place.name + ".new-"
    for name in (try? FileManager.default.contentsOfDirectory(atPath: place.folder.string)) ?? []
    where name.hasPrefix(beginning) {
      // A git that an ended run has left may still write there.
      try? remove(place.folder.appending(name))
    }
    let fresh = place.folder.appending(
      beginning + String(UInt32.random(in: 0 ... .max), radix: 36))
    var clone = GitInvocation(
      [
        "clone", "--quiet", "--no-recurse-submodules", "--origin", "origin", "--end-of-options",
        origin.url, fresh.string,
      ], gitFolder: fresh.entry(".git"), folder: place.folder)
    clone.patience = Mirror.patience
    clone.fills = fresh
    try await reaching(clone)
    let repository = try Repository(at: fresh)
    guard case .branch = try repository.head() else {
      try remove(fresh)
      throw EdgeCloneError.noBranch(edge.shownSource)
    }
    // The file by which a fetch is dated.
    try FileSync.replaceFile(fresh.entry(".git/FETCH_HEAD"), with: [])
    try FileSync.move(fresh, to: folder)
  }

  private func invocation(_ arguments: [String]) -> GitInvocation {
    GitInvocation(arguments, gitFolder: folder.entry(".git"), folder: folder)
  }

  /// Runs what talks to the origin.
  private func reaching(_ invocation: GitInvocation) async throws {
    var invocation = invocation
    invocation.protocols = origin.protocols
    do {
      try await git.run(invocation)
    } catch let GitError.command(_, status, output) {
      throw EdgeCloneError.unreachable(
        edge.shownSource, reason: SafeText(URLSecrets.masked(GitError.said(output, status).string)))
    } catch let error as GitError {
      guard case .silent = error else { throw error }
      throw EdgeCloneError.unreachable(edge.shownSource, reason: error.why)
    }
  }

  private func remove(_ folder: FilePath) throws {
    do {
      try FileManager.default.removeItem(atPath: folder.string)
    } catch {
      throw GitError.file(
        path: folder.text, operation: "remove", reason: SafeText(error.localizedDescription))
    }
  }
}
