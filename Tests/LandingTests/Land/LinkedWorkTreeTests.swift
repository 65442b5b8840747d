import Git
import Landing
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

/// An unfinished landing belongs to the work tree it was made in: another one of the same repository has
/// nothing to finish, and doesn't make it forgotten.
@Suite struct LinkedWorkTreeTests {
  private struct Fault: Error {}

  @Test func anotherWorkTreeLeavesALandingToItsOwn() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let oracle = try LandingOracle(repo, from: 0)
    let linked = folder.path.appending("linked")
    try repo.git.run("worktree", "add", "--quiet", "-b", "other", linked.string, "HEAD")
    await #expect(throws: Fault.self) {
      try await repo.pin(1) { if $0 == .beforeIndex { throw Fault() } }
    }

    #expect(try Lander.recover(in: EdgeRepo.Place(at: linked), now: 1_790_000_100) == nil)
    #expect(try Plumbing(linked).line("status", "--porcelain") == "")

    let recovered = try Lander.recover(in: EdgeRepo.Place(at: repo.root), now: 1_790_000_100)
    guard case .finished(_, _, leftAlone: []) = recovered else {
      Issue.record("\(String(describing: recovered))")
      return
    }
    try oracle.expectLanded(1, "")
  }
}
