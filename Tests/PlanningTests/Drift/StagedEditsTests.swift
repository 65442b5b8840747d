import Git
import Landing
import Planning
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

/// A commit made between the branch's move and the index's would take the sync back.
@Suite struct StagedEditsTests {
  private struct Fault: Error {}

  @Test func refusesWhileALandingIsUnfinished() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    await #expect(throws: Fault.self) {
      try await repo.pin(1) { if $0 == .beforeIndex { throw Fault() } }
    }
    let look = {
      let place = try EdgeRepo.Place(at: repo.root)
      let index = try IndexFile(at: place.repository.gitFolder.appending("index"))
      let edge = try #require(try EdgeRepo(place, in: index))
      return try StagedEdits(of: edge, in: index)
    }
    #expect(throws: UnfinishedLanding.self) { try look() }

    _ = try Lander.recover(in: EdgeRepo.Place(at: repo.root), now: 1_790_000_100)
    #expect(try look().edits.isEmpty)
    #expect(try repo.git.line("status", "--porcelain") == "")
  }
}
