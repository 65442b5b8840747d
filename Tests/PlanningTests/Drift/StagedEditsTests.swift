import Git
import Landing
import Planning
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
import Upstream

/// What a commit in the making would change of upstream's files.
@Suite struct StagedEditsTests {
  private struct Fault: Error {}

  private static func look(at repo: AdoptedRepo) throws -> StagedEdits {
    let place = try EdgeRepo.Place(at: repo.root)
    let index = try IndexFile(at: place.repository.gitFolder.appending("index"))
    let edge = try #require(try EdgeRepo(place, in: index))
    return try StagedEdits(of: edge, in: index)
  }

  /// A commit made between the branch's move and the index's would take the sync back.
  @Test func refusesWhileALandingIsUnfinished() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    await #expect(throws: Fault.self) {
      try await repo.pin(1) { if $0 == .beforeIndex { throw Fault() } }
    }
    #expect(throws: UnfinishedLanding.self) { try Self.look(at: repo) }

    _ = try Lander.recover(in: EdgeRepo.Place(at: repo.root), now: 1_790_000_100)
    #expect(try Self.look(at: repo).edits.isEmpty)
    #expect(try repo.git.line("status", "--porcelain") == "")
  }

  /// Upstream owns what the manifest that is committed takes of it, whatever the lock was made of.
  @Test(arguments: [("svc", ["services/a.py", "services/deep/c.py"]), ("svc/deep", [])])
  func areOfWhatTheManifestTakes(_ from: String, _ edits: [String]) throws {
    let folder = try TemporaryFolder()
    let upstream = try HistoryRepo(
      [RandomHistory([["svc/a.py": "a\n", "svc/deep/c.py": "c\n"]])],
      at: folder.path.appending("upstream"))
    let repo = try AdoptedRepo(
      upstream, history: 0, pin: 0, rules: RandomRules([.init("svc", "services")]),
      at: folder.path.appending("edge"))
    if from != "svc" { try repo.change(to: RandomRules([.init(from, "services")])) }
    for path in ["services/a.py", "services/deep/c.py"] {
      try RawFiles.write("ours\n", at: path, below: repo.root)
      try repo.git.run("add", path)
    }
    #expect(try Self.look(at: repo).edits.map(\.drift.path.text.string) == edits)
  }
}
