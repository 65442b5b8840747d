import Foundation
import Git
import Landing
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

/// A landing that ends at any of its points is, after recovery, all there or not there at all.
@Suite struct FailpointTests {
  private struct Fault: Error {}

  /// A failpoint and how often it is passed before the landing ends there.
  struct Place: CustomStringConvertible, Sendable {
    let failpoint: Lander.Failpoint
    let passes: Int
    var description: String { "\(failpoint.rawValue) after \(passes)" }

    static let all: [Place] =
      Lander.Failpoint.allCases.map { Place(failpoint: $0, passes: 0) }
      + (1..<14).map { Place(failpoint: .betweenFiles, passes: $0) }

    /// What ends a landing here.
    func fault() -> (Lander.Failpoint) throws -> Void {
      var left = passes
      return { reached in
        guard reached == failpoint else { return }
        if left == 0 { throw Fault() }
        left -= 1
      }
    }
  }

  private static func recover(
    _ repo: AdoptedRepo, failpoint: @escaping (Lander.Failpoint) throws -> Void = { _ in }
  ) throws -> Lander.Recovered? {
    try Lander.recover(in: EdgeRepo.Place(at: repo.root), now: 1_790_000_100, failpoint: failpoint)
  }

  private static func expectTidy(_ repo: AdoptedRepo, _ label: Comment) throws {
    #expect(try repo.git.line("for-each-ref", "refs/edgesync/landing") == "", label)
    let intent = Array(".git/edgesync/intent.json".utf8)
    #expect(RawFiles.entry(at: intent, below: repo.root) == nil, label)
    #expect(try recover(repo) == nil, label)
  }

  @Test(arguments: Place.all)
  func aLandingIsWholeOrNotThere(_ place: Place) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    try RawFiles.write("mine\n", at: "docs/notes.md", below: repo.root)
    try RawFiles.write("mine\n", at: "services/api/local.env", below: repo.root)
    let before = try repo.everything().filter { !$0.key.starts(with: Array(".git".utf8)) }
    let oracle = try LandingOracle(repo, from: 0)
    let label: Comment = "\(place)"

    await #expect(throws: Fault.self) {
      try await repo.pin(1, failpoint: place.fault())
    }
    let hasLanded = try repo.git.line("rev-parse", "HEAD^{tree}") != oracle.tree
    let recovered = try Self.recover(repo)
    switch recovered {
    case .finished(_, let commit, let leftAlone):
      #expect(hasLanded && leftAlone.isEmpty, label)
      #expect(try repo.git.line("rev-parse", "HEAD") == commit.hex, label)
    case .undone: #expect(!hasLanded, label)
    case .carried: Issue.record(label)
    // Before the intent and after its end there is nothing to recover.
    case nil:
      #expect(
        [.beforeCommit, .beforeKeep, .beforeIntent, .afterClear].contains(place.failpoint), label)
    }
    if hasLanded {
      try oracle.expectLanded(1, label)
    } else {
      try oracle.expectUntouched(label)
      let after = try repo.everything().filter { !$0.key.starts(with: Array(".git".utf8)) }
      #expect(after == before, label)
      // And the same sync lands when it is tried again.
      try await repo.pin(1)
      try oracle.expectLanded(1, label)
    }
    try Self.expectTidy(repo, label)
  }

  @Test(arguments: [0, 3, 7], [0, 2, 5, 9])
  func aRecoveryThatEndsTooIsRecovered(_ first: Int, _ second: Int) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let oracle = try LandingOracle(repo, from: 0)
    let label: Comment = "\(first), \(second)"
    await #expect(throws: Fault.self) {
      try await repo.pin(1, failpoint: Place(failpoint: .betweenFiles, passes: first).fault())
    }
    #expect(throws: Fault.self) {
      _ = try Self.recover(
        repo, failpoint: Place(failpoint: .betweenFiles, passes: second).fault())
    }
    #expect(throws: Fault.self) {
      _ = try Self.recover(repo, failpoint: Place(failpoint: .beforeClear, passes: 0).fault())
    }
    #expect(try Self.recover(repo) != nil, label)
    try oracle.expectLanded(1, label)
    try Self.expectTidy(repo, label)
  }

  @Test func aCommitMadeBeforeRecoveryStays() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    await #expect(throws: Fault.self) {
      try await repo.pin(1, failpoint: Place(failpoint: .afterBranch, passes: 0).fault())
    }
    // The work tree still holds the old files, and the person commits all of them.
    try repo.git.run("commit", "--quiet", "--all", "--message", "Mine")
    let tree = try repo.git.line("rev-parse", "HEAD^{tree}")
    _ = try Self.recover(repo)
    #expect(try repo.git.line("rev-parse", "HEAD^{tree}") == tree)
    #expect(try repo.git.line("status", "--porcelain") == "")
    try Self.expectTidy(repo, "")
  }

  @Test(arguments: [
    ["symbolic-ref", "HEAD", "refs/heads/other"], ["reset", "--quiet", "--hard", "other"],
  ])
  func noTemporaryFileStaysWhereHEADIsMovedBeforeRecovery(_ move: [String]) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    try repo.git.run("branch", "other")
    await #expect(throws: Fault.self) {
      try await repo.pin(1, failpoint: Place(failpoint: .afterBranch, passes: 0).fault())
    }
    let landed = try repo.git.line("rev-parse", "main")
    let temporary = "services/api/.edgesync-\(landed.prefix(12))-0"
    try RawFiles.write("", at: temporary, below: repo.root)
    #expect(try repo.git.outcome(move).status == 0)
    _ = try Self.recover(repo)
    #expect(RawFiles.entry(at: Array(temporary.utf8), below: repo.root) == nil)
    #expect(try repo.git.line("status", "--porcelain") == "")
    #expect(try repo.git.line("diff", "other") == "")
    try Self.expectTidy(repo, "")
  }

  @Test func whatCantBeTidiedUpDoesntMakeALandingFail() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let oracle = try LandingOracle(repo, from: 0)
    let intent = ".git/edgesync/intent.json"
    let (_, landed) = try await repo.pin(1) { reached in
      guard reached == .beforeClear else { return }
      // A folder in its place can't be removed as a file.
      try RawFiles.remove(Array(intent.utf8), below: repo.root)
      try RawFiles.write("", at: intent + "/file", below: repo.root)
    }
    #expect(try repo.git.line("rev-parse", "HEAD") == landed.commit.hex)
    try oracle.expectLanded(1, "")
  }
}
