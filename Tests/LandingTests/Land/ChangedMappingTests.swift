import Git
import Landing
import Planning
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
import Upstream

/// A manifest that changes what is synced makes a sync at the same pin.
@Suite struct ChangedMappingTests {
  private static let history = RandomHistory([
    ["svc/a.py": "a\n", "svc/b.py": "b\n", "svc/deep/c.py": "c\n", "svc/Dockerfile": "x\n"]
  ])

  /// The synced files of the edge repo's HEAD below two folders.
  private static func files(_ repo: AdoptedRepo) throws -> Set<String> {
    Set(
      try repo.git.files(of: "HEAD").keys.map { String(decoding: $0, as: UTF8.self) }
        .filter { $0.hasPrefix("services/") || $0.hasPrefix("moved/") })
  }

  private static func adopted(
    _ mapping: RandomRules.MappingRules, in folder: TemporaryFolder
  ) throws -> AdoptedRepo {
    let upstream = try HistoryRepo([history], at: folder.path.appending("upstream"))
    return try AdoptedRepo(
      upstream, history: 0, pin: 0, rules: RandomRules([mapping]),
      at: folder.path.appending("edge"))
  }

  private static func pin(_ repo: AdoptedRepo) async throws {
    let (_, landed) = try await repo.pin(0)
    #expect(landed.leftAlone.isEmpty)
    #expect(try repo.git.line("status", "--porcelain") == "")
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    let found = try Verifier(edge, upstream, PinnedFiles(of: edge, in: upstream)).verify()
    #expect(found.isIdentical && found.strays.isEmpty)
    // What landed is what the manifest asks for: there is nothing more to do.
    #expect(try Planner(edge, upstream).plan(to: repo.candidate(0)).isEmpty)
  }

  @Test func aMovedMappingMovesItsFiles() async throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(.init("svc", "services"), in: folder)
    try repo.change(to: RandomRules([.init("svc", "moved")]))
    try await Self.pin(repo)
    let moved = ["moved/a.py", "moved/b.py", "moved/deep/c.py", "moved/Dockerfile"]
    #expect(try Self.files(repo) == Set(moved))
    // And back, with the very same lock.
    try repo.change(to: RandomRules([.init("svc", "services")]))
    try await Self.pin(repo)
    #expect(
      try Self.files(repo)
        == ["services/a.py", "services/b.py", "services/deep/c.py", "services/Dockerfile"])
  }

  /// The files are where the newest of the manifests put them that go with the lock.
  @Test func aMappingThatMovedAndThenTakesOtherFilesHasNoDrift() async throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(.init("svc", "services"), in: folder)
    try repo.change(to: RandomRules([.init("svc", "moved")]))
    try await Self.pin(repo)
    try repo.change(to: RandomRules([.init("svc/deep", "moved")]))
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    #expect(try Verifier(edge, upstream, PinnedFiles(of: edge, in: upstream)).verify().isIdentical)
    _ = try await repo.pin(0)
    #expect(try Self.files(repo).contains("moved/c.py"))
  }

  /// What is missing is named where the manifest put it that made the lock, whatever others say since.
  @Test(arguments: [[:], ["moved/a.py": "ours\n"]])
  func aFileMissingFromBeforeAMoveIsNamedThere(_ others: [String: String]) throws {
    let folder = try TemporaryFolder()
    let upstream = try HistoryRepo(
      [RandomHistory([["svc/a.py": "a\n"]])], at: folder.path.appending("upstream"))
    let repo = try AdoptedRepo(
      upstream, history: 0, pin: 0, rules: RandomRules([.init("svc", "services")]),
      at: folder.path.appending("edge"))
    try repo.change(to: RandomRules([.init("svc", "moved")]))
    try repo.git.run("rm", "--quiet", "services/a.py")
    for (path, text) in others {
      try RawFiles.write(text, at: path, below: repo.root)
      try repo.git.run("add", path)
    }
    try repo.git.run("commit", "--quiet", "--message", "Remove")
    let edge = try EdgeRepo(at: repo.root)
    let upstreamRepository = try edge.upstream.open()
    let pinned = try PinnedFiles(of: edge, in: upstreamRepository)
    #expect(pinned.files.keys.map(\.text.string) == ["services/a.py"])
  }

  @Test func filesMovedByHandWithTheirMappingAreInPlace() async throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(.init("svc", "services"), in: folder)
    try repo.git.run("mv", "services", "moved")
    try repo.git.run("commit", "--quiet", "--message", "Move")
    try repo.change(to: RandomRules([.init("svc", "moved")]))
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    #expect(try Planner(edge, upstream).plan(to: repo.candidate(0)).isEmpty)
  }

  @Test func whatIsNoLongerTakenStaysAndWhatIsNewlyTakenComes() async throws {
    let folder = try TemporaryFolder()
    var mapping = RandomRules.MappingRules("svc", "services")
    mapping.exclude = [.name("deep")]
    let repo = try Self.adopted(mapping, in: folder)
    mapping.exclude = []
    mapping.edge = [.name("Dockerfile")]
    try repo.change(to: RandomRules([mapping]))
    try await Self.pin(repo)
    #expect(
      try Self.files(repo)
        == ["services/a.py", "services/b.py", "services/deep/c.py", "services/Dockerfile"])
    mapping.exclude = [.name("a.py")]
    try repo.change(to: RandomRules([mapping]))
    try await Self.pin(repo)
    #expect(
      try Self.files(repo)
        == ["services/a.py", "services/b.py", "services/deep/c.py", "services/Dockerfile"])
  }

  /// Mappings that clash, committed and then put right, have made no lock: nothing is told of them.
  @Test(arguments: [
    // Both claim the same file.
    ([("svc", "moved"), ("lib", "moved")], [("svc", "moved")], "moved/a.py"),
    ([("svc", "moved"), ("lib", "moved")], [("svc", "services"), ("lib", "moved")], "moved/a.py"),
    // One puts a file where the other needs a folder.
    ([("svc", "lib/a.py"), ("lib", "lib")], [("svc", "moved"), ("lib", "lib")], "moved/a.py"),
    // A file upstream to the edge repo's root, which gives it no name.
    ([("svc/a.py", "."), ("lib", "lib")], [("svc", "moved"), ("lib", "lib")], "moved/a.py"),
  ])
  func aManifestThatClashedInBetweenIsForgotten(
    _ clashing: [(from: String, to: String)], _ settled: [(from: String, to: String)],
    _ synced: String
  ) async throws {
    let folder = try TemporaryFolder()
    let upstream = try HistoryRepo(
      [RandomHistory([["svc/a.py": "a\n", "lib/a.py": "lib's\n"]])],
      at: folder.path.appending("upstream"))
    let repo = try AdoptedRepo(
      upstream, history: 0, pin: 0,
      rules: RandomRules([.init("svc", "services"), .init("lib", "lib")]),
      at: folder.path.appending("edge"))
    try repo.change(to: RandomRules(clashing.map { .init($0.from, $0.to) }))
    await #expect(throws: ManifestError.self) { try await repo.pin(0) }
    try repo.change(to: RandomRules(settled.map { .init($0.from, $0.to) }))
    try await Self.pin(repo)
    #expect(try repo.git.files(of: "HEAD").keys.contains(Array(synced.utf8)))
  }

  /// So has one that took more than edgesync does: folders that lie too deep.
  @Test func aManifestThatTookTooMuchInBetweenIsForgotten() async throws {
    let folder = try TemporaryFolder()
    let deep = String(repeating: "d/", count: Repository.maximumTreeDepth + 1) + "a.py"
    let upstream = try HistoryRepo(
      [RandomHistory([["svc/a.py": "a\n", "all/\(deep)": "deep\n"]])],
      at: folder.path.appending("upstream"))
    let repo = try AdoptedRepo(
      upstream, history: 0, pin: 0, rules: RandomRules([.init("svc", "services")]),
      at: folder.path.appending("edge"))
    try repo.change(to: RandomRules([.init("all", "services")]))
    await #expect(throws: (any Error).self) { try await repo.pin(0) }
    try repo.change(to: RandomRules([.init("svc", "moved")]))
    try await Self.pin(repo)
    #expect(try Self.files(repo) == ["moved/a.py"])
  }

  /// A mapping that takes its files from elsewhere, and what goes.
  struct OtherSource: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Upstream's commits: the pin, and the one that is taken where there are two.
    let trees: [[String: HistoryFile]]
    /// Where the mapping takes its files, which were those of `svc`.
    let from: String
    let deletes: [RepoPath]
  }

  private static let service: [String: HistoryFile] = [
    "svc/a.py": "a\n", "svc/b.py": "b\n", "svc/deep/c.py": "c\n",
  ]

  private static func with(_ files: [String: HistoryFile]) -> [String: HistoryFile] {
    service.merging(files) { $1 }
  }

  static let otherSources = [
    OtherSource(
      testDescription: "a folder inside", trees: [service], from: "svc/deep",
      deletes: ["services/deep/c.py"]),
    OtherSource(
      testDescription: "a folder inside, while upstream deletes a file outside it",
      trees: [service, ["svc/b.py": "b\n", "svc/deep/c.py": "c\n"]], from: "svc/deep",
      deletes: ["services/deep/c.py"]),
    OtherSource(
      testDescription: "another folder", trees: [with(["other/a.py": "other\n"])], from: "other",
      deletes: []),
    OtherSource(
      testDescription: "another folder that came later",
      trees: [service, with(["late/a.py": "late\n"])], from: "late", deletes: []),
    OtherSource(
      testDescription: "a folder that some files moved to, and one was deleted on the way",
      trees: [service, ["new/a.py": "a\n", "svc/deep/c.py": "c\n"]], from: "new",
      deletes: ["services/b.py"]),
    OtherSource(
      testDescription: "a copy, before the first goes, of which a file is deleted",
      trees: [
        with(["copy/a.py": "a\n", "copy/b.py": "b\n", "copy/deep/c.py": "c\n"]),
        ["copy/a.py": "a\n", "copy/deep/c.py": "c\n"],
      ], from: "copy", deletes: ["services/b.py"]),
  ]

  /// What the manifest has stopped taking stays; what upstream deleted of what it takes goes.
  @Test(arguments: otherSources)
  func onlyWhatUpstreamDeletedGoesWhereAMappingTakesOtherFiles(_ row: OtherSource) async throws {
    let folder = try TemporaryFolder()
    let upstream = try HistoryRepo(
      [RandomHistory(row.trees)], at: folder.path.appending("upstream"))
    let repo = try AdoptedRepo(
      upstream, history: 0, pin: 0, rules: RandomRules([.init("svc", "services")]),
      at: folder.path.appending("edge"))
    try repo.change(to: RandomRules([.init(row.from, "services")]))
    let (plan, _) = try await repo.pin(row.trees.count - 1)
    #expect(plan.deletes == row.deletes)
    let deleted = RawChange.parse(
      try repo.git.run("diff", "--raw", "--no-renames", "-z", "HEAD^", "HEAD").output
    ).filter { $0.newMode == "000000" }
    #expect(deleted.map { RepoPath($0.path) } == row.deletes)
  }

  /// A mapping that goes elsewhere leaves nothing behind, whether upstream moved its folder meanwhile or not.
  @Test(arguments: ["svc", "lib"])
  func aMappingThatGoesElsewhereLeavesNothingBehind(_ folderNow: String) async throws {
    let folder = try TemporaryFolder()
    let moved = Dictionary(
      uniqueKeysWithValues: Self.service.map {
        ($0.key.replacing("svc/", with: folderNow + "/"), $0.value)
      })
    let upstream = try HistoryRepo(
      [RandomHistory([Self.service, moved.merging(["other": "changed\n"]) { $1 }])],
      at: folder.path.appending("upstream"))
    let repo = try AdoptedRepo(
      upstream, history: 0, pin: 0, rules: RandomRules([.init("svc", "services")]),
      at: folder.path.appending("edge"))
    try repo.change(to: RandomRules([.init(folderNow, "moved")]))
    _ = try await repo.pin(1)
    #expect(try Self.files(repo) == ["moved/a.py", "moved/b.py", "moved/deep/c.py"])
  }

  /// Upstream has the files still: it isn't what takes them away.
  @Test func aManifestMayStopTakingAllFilesOfAMapping() async throws {
    let folder = try TemporaryFolder()
    var mapping = RandomRules.MappingRules("svc", "services")
    let repo = try Self.adopted(mapping, in: folder)
    let files = try Self.files(repo)
    mapping.exclude = [.name("a.py"), .name("b.py")]
    mapping.edge = [.name("deep"), .name("Dockerfile")]
    try repo.change(to: RandomRules([mapping]))
    try await Self.pin(repo)
    #expect(try Self.files(repo) == files)
  }

  @Test func whatIsEdgeSpecificStaysWhereAMappingMovesAway() async throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(.init("svc", "services"), in: folder)
    try repo.change(to: RandomRules([.init("svc", "moved")], edge: [.name("a.py")]))
    try await Self.pin(repo)
    #expect(
      try Self.files(repo)
        == ["moved/b.py", "moved/deep/c.py", "moved/Dockerfile", "services/a.py"])
  }
}
