import Foundation
import Git
import Landing
import Planning
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
import Upstream

/// What a person saves while a sync is at work is noticed before it lands, and stays after.
@Suite struct SavedMeanwhileTests {
  private struct Fault: Error {}

  /// Saves a file as if a while ago, so that nothing but the index's own care tells git of it.
  private static func save(_ text: String, at name: String, in repo: AdoptedRepo) throws {
    let path = ServiceHistory.path(name)
    try RawFiles.write(
      HistoryFile(kind: .file, content: Array(text.utf8)), at: path, below: repo.root)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1_700_000_000)],
      ofItemAtPath: repo.root.appending(String(decoding: path, as: UTF8.self)).string)
  }

  private static func entry(_ name: String, _ repo: AdoptedRepo) -> RawFiles.Entry? {
    RawFiles.entry(at: ServiceHistory.path(name), below: repo.root)
  }

  @Test(
    arguments: [Lander.Failpoint.beforeCommit, .beforeIntent],
    ["app.py", "gone.py", "fresh/deep/er.py", "new.py", "folder/x"])
  func aFileSavedBeforeTheBranchMovesStopsTheLanding(
    _ failpoint: Lander.Failpoint, _ name: String
  ) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let head = try repo.git.line("rev-parse", "HEAD")
    let error = await #expect(throws: LandError.self) {
      try await repo.pin(1) { reached in
        if reached == failpoint { try Self.save("saved\n", at: name, in: repo) }
      }
    }
    guard case .changedMeanwhile(let paths) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(paths.map(\.bytes) == [ServiceHistory.path(name)])
    #expect(error?.exitStatus == .inTheWay)
    #expect(try repo.git.line("rev-parse", "HEAD") == head)
    #expect(Self.entry(name, repo)?.content == Array("saved\n".utf8))
    let status = try repo.git.run("status", "--porcelain", "-uall").lines
    #expect(status.count == 1 && status[0].hasSuffix("services/api/\(name)"))
  }

  @Test func somethingInAFoldersPlaceBeforeTheBranchMovesStopsTheLanding() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let head = try repo.git.line("rev-parse", "HEAD")
    let error = await #expect(throws: LandError.self) {
      try await repo.pin(1) { reached in
        if reached == .beforeIntent { try Self.save("mine\n", at: "fresh", in: repo) }
      }
    }
    guard case .changedMeanwhile(let paths) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(paths.map(\.bytes) == [ServiceHistory.path("fresh")])
    #expect(try repo.git.line("rev-parse", "HEAD") == head)
  }

  @Test func aFileStagedBeforeTheBranchMovesStopsTheLanding() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let head = try repo.git.line("rev-parse", "HEAD")
    await #expect(throws: LandError.self) {
      try await repo.pin(1) { reached in
        guard reached == .beforeIntent else { return }
        let before = try #require(Self.entry("app.py", repo)).content
        try Self.save("staged\n", at: "app.py", in: repo)
        try repo.git.run("add", "--all")
        try Self.save(String(decoding: before, as: UTF8.self), at: "app.py", in: repo)
      }
    }
    #expect(try repo.git.line("rev-parse", "HEAD") == head)
    #expect(try repo.git.line("show", ":services/api/app.py") == "staged")
  }

  @Test func aBranchThatMovedStopsTheLanding() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    await #expect(throws: PlanError.self) {
      try await repo.pin(1) { reached in
        guard reached == .beforeBranch else { return }
        let mine = try repo.git.line("commit-tree", "HEAD^{tree}", "-p", "HEAD", "-m", "Mine")
        try repo.git.run("update-ref", "refs/heads/main", mine)
      }
    }
    #expect(try repo.git.line("log", "-1", "--format=%s") == "Mine")
    #expect(try repo.git.line("status", "--porcelain") == "")
    #expect(try repo.git.line("for-each-ref", "refs/edgesync/landing") == "")
  }

  @Test(arguments: ["app.py", "gone.py", "fresh/deep/er.py", "empty", "run.sh", "folder/x"])
  func aFileSavedWhileFilesAreWrittenStaysAndShows(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    var isSaved = false
    let (_, landed) = try await repo.pin(1) { reached in
      guard reached == .betweenFiles, !isSaved else { return }
      isSaved = true
      try Self.save("saved\n", at: name, in: repo)
    }
    #expect(landed.leftAlone.map(\.path.bytes).contains(ServiceHistory.path(name)))
    #expect(Self.entry(name, repo)?.content == Array("saved\n".utf8))
    // git tells of it as of any file that was changed since the commit.
    let status = try repo.git.run("status", "--porcelain", "-uall").lines
    #expect(status.contains { $0.hasSuffix("services/api/\(name)") }, "\(status)")
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    let found = try Verifier(edge, upstream, PinnedFiles(of: edge, in: upstream)).verify()
    let told = found.drift.map(\.path.bytes) + found.strays.map(\.bytes)
    #expect(told.contains(ServiceHistory.path(name)))
  }

  @Test(arguments: ["app.py", "gone.py", "fresh/deep/er.py", "empty"])
  func aFileSavedBetweenAKillAndRecoveryStaysAndShows(_ name: String) async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    await #expect(throws: Fault.self) {
      try await repo.pin(1) { reached in
        if reached == .beforeIndex { throw Fault() }
      }
    }
    try Self.save("saved\n", at: name, in: repo)
    _ = try Lander.recover(in: EdgeRepo.Place(at: repo.root), now: 1_790_000_100)
    #expect(Self.entry(name, repo)?.content == Array("saved\n".utf8))
    let status = try repo.git.run("status", "--porcelain", "-uall").lines
    #expect(status.count == 1 && status[0].hasSuffix("services/api/\(name)"), "\(status)")
  }

  @Test func workInTheSecondOfItsAddStaysVisible() async throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    // Times told to the nanosecond, so that the case doesn't hang on the clock: the file was added,
    // the index written and the file saved again, at the same size, in one second.
    try repo.git.run("config", "core.trustctime", "false")
    let file = repo.root.appending("README.md").string
    try Self.setTime(of: file, nanoseconds: 100)
    try repo.git.run("update-index", "--really-refresh")
    let handle = try FileDescriptor.open(FilePath(file), .writeOnly, options: .closeOnExec)
    try handle.closeAfter { _ = try handle.writeAll("# Mine\n".utf8) }
    try Self.setTime(of: file, nanoseconds: 300)
    try Self.setTime(of: repo.root.appending(".git/index").string, nanoseconds: 200)
    #expect(try repo.git.line("diff", "--name-only") == "README.md")
    try Self.setTime(of: repo.root.appending(".git/index").string, nanoseconds: 200)
    try await repo.pin(1)
    #expect(try repo.git.line("diff", "--name-only") == "README.md")
  }

  private static func setTime(of path: String, nanoseconds: Int) throws {
    let time = timespec(tv_sec: 1_785_000_000, tv_nsec: nanoseconds)
    guard utimensat(AT_FDCWD, path, [time, time], 0) == 0 else { throw Errno(rawValue: errno) }
  }
}
