import Foundation
import Git
import Landing
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
import Upstream

/// What git does in the same checkout while a sync lands comes before the landing or after it.
@Suite struct GitMeanwhileTests {
  private struct Fault: Error {}

  private static let whileLanding: [Lander.Failpoint] = [
    .beforeBranch, .afterBranch, .betweenFiles, .beforeIndex,
  ]

  @Test(
    arguments: whileLanding,
    [
      // With the index of before, it would take the sync back.
      ["commit", "--quiet", "--all", "--message", "Mine"], ["checkout", "--quiet", "other"],
      ["reset", "--quiet", "--hard", "HEAD"],
    ])
  func gitIsKeptOutOfALanding(_ failpoint: Lander.Failpoint, _ command: [String]) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    try repo.git.run("branch", "other")
    let oracle = try LandingOracle(repo, from: 0)
    var statuses: [Int32] = []
    try await repo.pin(1) { reached in
      guard reached == failpoint, statuses.isEmpty else { return }
      statuses.append(try repo.git.outcome(command).status)
    }
    #expect(statuses == [128])
    try oracle.expectLanded(1, "\(failpoint)")
    #expect(try repo.git.outcome(command).status == (command[0] == "commit" ? 1 : 0))
  }

  /// `git checkout` lets go of the index before it moves HEAD.
  @Test(arguments: whileLanding) func aCheckoutThatOnlyHasToMoveHEADFindsItsFiles(
    _ failpoint: Lander.Failpoint
  ) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    try repo.git.run("branch", "other")
    var isSwitched = false
    let (_, landed) = try await repo.pin(1) { reached in
      guard reached == failpoint, !isSwitched else { return }
      isSwitched = true
      try repo.git.run("symbolic-ref", "HEAD", "refs/heads/other")
    }
    try Self.expect(landed.commit, notOnOther: repo)
  }

  @Test(arguments: [Lander.Failpoint.afterBranch, .betweenFiles, .beforeIndex, .beforeClear])
  func aCheckoutBetweenAKillAndRecoveryFindsItsFiles(_ failpoint: Lander.Failpoint) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    try repo.git.run("branch", "other")
    var passes = 0
    await #expect(throws: Fault.self) {
      try await repo.pin(1) { reached in
        guard reached == failpoint else { return }
        passes += 1
        if failpoint != .betweenFiles || passes == 6 { throw Fault() }
      }
    }
    try repo.git.run("symbolic-ref", "HEAD", "refs/heads/other")
    let recovered = try Lander.recover(in: EdgeRepo.Place(at: repo.root), now: 1_790_000_100)
    guard case .finished(_, let commit, let leftAlone) = recovered else {
      Issue.record("\(String(describing: recovered))")
      return
    }
    #expect(leftAlone.isEmpty)
    try Self.expect(commit, notOnOther: repo)
  }

  private static func expect(_ commit: ObjectID, notOnOther repo: AdoptedRepo) throws {
    #expect(try repo.git.line("rev-parse", "main") == commit.hex)
    #expect(try repo.git.line("symbolic-ref", "HEAD") == "refs/heads/other")
    #expect(try repo.git.run("status", "--porcelain", "-uall").lines == [])
    #expect(try repo.git.line("diff", "--raw", "other") == "")
    try repo.git.run("checkout", "--quiet", "main")
    #expect(try repo.git.run("status", "--porcelain", "-uall").lines == [])
    #expect(try repo.git.line("diff", "--raw", commit.hex) == "")
  }

  @Test func whatIsSavedWhileABranchIsLeftStays() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    try repo.git.run("branch", "other")
    let path = String(decoding: ServiceHistory.path("app.py"), as: UTF8.self)
    try await repo.pin(1) { reached in
      guard reached == .beforeIndex else { return }
      try repo.git.run("symbolic-ref", "HEAD", "refs/heads/other")
      try RawFiles.write("saved\n", at: path, below: repo.root)
    }
    #expect(try repo.git.run("status", "--porcelain", "-uall").lines == [" M \(path)"])
    #expect(
      RawFiles.entry(at: Array(path.utf8), below: repo.root)?.content == Array("saved\n".utf8))
  }

  @Test(arguments: [".git/index.lock", ".git/refs/heads/main.lock"])
  func nothingLandsWhileGitHoldsALock(_ lock: String) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let oracle = try LandingOracle(repo, from: 0)
    let error = await #expect(throws: GitError.self) {
      try await repo.pin(1) { reached in
        if reached == .beforeIntent { try RawFiles.write("", at: lock, below: repo.root) }
      }
    }
    #expect(error?.exitStatus == .inTheWay)
    #expect(error?.message.string.contains(lock) == true)
    try RawFiles.remove(Array(lock.utf8), below: repo.root)
    try oracle.expectUntouched("")
    #expect(try repo.git.line("for-each-ref", "refs/edgesync/landing") == "")
    #expect(try Lander.recover(in: EdgeRepo.Place(at: repo.root), now: 1_790_000_100) == nil)
  }
}
