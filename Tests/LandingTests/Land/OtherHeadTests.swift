import Foundation
import Git
import Landing
import Locks
import Planning
import Rules
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
import Upstream

/// What was read or planned at one HEAD never lands on another.
@Suite struct OtherHeadTests {
  /// Two pins of the same synced files after the first, so that nothing but the lock tells them apart.
  private static func adopted(in folder: TemporaryFolder) throws -> AdoptedRepo {
    var later = ServiceHistory.commits[1]
    later["other/z"] = "zzz\n"
    let upstream = try HistoryRepo(
      [RandomHistory(ServiceHistory.commits + [later])], at: folder.path.appending("upstream"))
    return try AdoptedRepo(
      upstream, history: 0, pin: 0, rules: ServiceHistory.rules,
      at: folder.path.appending("edge"))
  }

  private static let who = Signature(
    name: "Ana Silva", email: "ana@example.com", time: 1_790_000_000, offset: 0)

  @Test func aLockReadOnAnotherBranchMakesNoPlan() async throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(in: folder)
    try await repo.pin(1)
    try repo.git.run("branch", "other")
    try await repo.pin(2)
    try repo.git.run("checkout", "--quiet", "other")
    let edge = try EdgeRepo(at: repo.root)
    try repo.git.run("checkout", "--quiet", "main")
    let planner = Planner(edge, try edge.upstream.open())
    let error = #expect(throws: PlanError.self) { try planner.plan(to: repo.candidate(0)) }
    guard case .branchMoved = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.exitStatus == .inTheWay)
  }

  @Test func aManifestThatGitWasToldNotToLookAtMakesNoPlan() throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(in: folder)
    try repo.git.run("update-index", "--assume-unchanged", "edgesync.yml")
    let file = repo.root.appending("edgesync.yml").string
    try (String(contentsOfFile: file, encoding: .utf8) + "changelog: docs/mine.md\n")
      .write(toFile: file, atomically: false, encoding: .utf8)
    let edge = try EdgeRepo(at: repo.root)
    let planner = Planner(edge, try edge.upstream.open())
    let error = #expect(throws: PlanError.self) { try planner.plan(to: repo.candidate(1)) }
    #expect(error?.message.string.contains("edgesync.yml has uncommitted changes") == true)
  }

  @Test(arguments: [
    ["commit", "--quiet", "--allow-empty", "--message", "Mine"],
    ["checkout", "--quiet", "-b", "other"], ["checkout", "--quiet", "--detach"],
  ])
  func aPlanIsProposedOnlyWhereItWasMade(_ command: [String]) throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(in: folder)
    let edge = try EdgeRepo(at: repo.root)
    let upstream = try edge.upstream.open()
    let plan = try Planner(edge, upstream).plan(to: repo.candidate(1))
    _ = try repo.git.outcome(command)
    let error = #expect(throws: PlanError.self) {
      try Proposer(edge, upstream, by: Self.who).propose(plan, kind: .weekly, reason: nil)
    }
    guard case .branchMoved = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(try repo.git.line("for-each-ref", "refs/edgesync") == "")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/fd")))
  func aSessionReadsThePinOnlyUnderTheLock() async throws {
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(in: folder)
    try await repo.pin(1)
    try repo.git.run("branch", "later")
    try repo.git.run("reset", "--quiet", "--hard", "HEAD~1")
    let path = repo.root.appending(".git/edgesync/lock").string
    _ = try EdgeRepo.Place(at: repo.root)
    let root = repo.root
    var pin: String?
    // Where this test is kept waiting for longer than the session waits, it is tried again.
    for _ in 0..<50 where pin == nil {
      try repo.git.run("reset", "--quiet", "--hard", "later~1")
      var holder: SyncLock? = try SyncLock(
        in: repo.root.appending(".git/edgesync"), purpose: "a test", now: 1_790_000_000)
      // A lock that doesn't say who holds it is about to be lifted, and waited for.
      try Data().write(to: URL(filePath: path))
      let isOver = Mutex(false)
      let session = Task.detached {
        defer { isOver.withLock { $0 = true } }
        let session = try SyncSession(at: root, purpose: "a test") { 1_790_000_000 }
        return session.edge.lock.pin.id.hex
      }
      while Self.openings(of: path) < 2, !isOver.withLock({ $0 }) { await Task.yield() }
      try repo.git.run("reset", "--quiet", "--hard", "later")
      withExtendedLifetime(holder) {}
      holder = nil
      do {
        pin = try await session.value
      } catch is SyncLock.Held {
        continue
      }
    }
    #expect(pin == repo.id(of: 1))
  }

  /// How often this process has a file open.
  private static func openings(of path: String) -> Int {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")) ?? []
    return names.count {
      (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")) == path
    }
  }

  @Test func aSessionFinishesWhatTheLocksHolderLeft() async throws {
    struct Fault: Error {}
    let folder = try TemporaryFolder()
    let repo = try Self.adopted(in: folder)
    let oracle = try LandingOracle(repo, from: 0)
    await #expect(throws: Fault.self) {
      try await repo.pin(1) { if $0 == .beforeIndex { throw Fault() } }
    }
    let session = try repo.session()
    guard case .finished = session.recovered else {
      Issue.record("\(String(describing: session.recovered))")
      return
    }
    #expect(session.edge.lock.pin.id.hex == repo.id(of: 1))
    try oracle.expectLanded(1, "")
    #expect(try session.plan(to: repo.candidate(1), kind: .weekly).isEmpty)
  }

  @Test func aManifestThatGitIsJustWritingIsReadOnceItIsThere() throws {
    let folder = try TemporaryFolder()
    let repo = try ServiceHistory.adopted(in: folder)
    let text = try #require(
      RawFiles.entry(at: Array("edgesync.lock".utf8), below: repo.root)?.content)
    try RawFiles.write("", at: ".git/index.lock", below: repo.root)
    try RawFiles.write("", at: "edgesync.lock", below: repo.root)
    let root = repo.root
    let (begins, ends) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    let pin = Mutex<String?>(nil)
    // A thread of its own: a second is all that is waited.
    Thread {
      begins.signal()
      let read = try? EdgeRepo(at: root).lock.pin.id.hex
      pin.withLock { $0 = read }
      ends.signal()
    }.start()
    begins.wait()
    sched_yield()
    try RawFiles.write(
      HistoryFile(kind: .file, content: text), at: Array("edgesync.lock".utf8), below: root)
    try RawFiles.remove(Array(".git/index.lock".utf8), below: root)
    ends.wait()
    #expect(pin.withLock { $0 } == repo.id(of: 0))
    try RawFiles.write("", at: "edgesync.lock", below: root)
    #expect(throws: (any Error).self) { try EdgeRepo(at: root) }
  }
}
