import Foundation
import Git
import Landing
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

/// Locks that a killed run left go; those of the living stay.
@Suite struct StaleGitLockTests {
  private struct Fault: Error {}

  private let folder: TemporaryFolder
  private let repo: AdoptedRepo

  init() throws {
    folder = try TemporaryFolder()
    repo = try ServiceHistory.adopted(in: folder)
  }

  private func endBehindTheBranch() async throws {
    await #expect(throws: Fault.self) {
      try await repo.pin(1) { if $0 == .afterBranch { throw Fault() } }
    }
  }

  private func recover() throws -> Lander.Recovered? {
    try Lander.recover(in: EdgeRepo.Place(at: repo.root), now: 1_790_000_100)
  }

  private func isThere(_ path: String) -> Bool {
    RawFiles.entry(at: Array(path.utf8), below: repo.root) != nil
  }

  @Test func aKilledLandingsLocksGo() async throws {
    let oracle = try LandingOracle(repo, from: 0)
    try await endBehindTheBranch()
    let locks = [".git/index.lock", ".git/HEAD.lock", ".git/refs/heads/main.lock"]
    for lock in locks { try RawFiles.write("", at: lock, below: repo.root) }
    #expect(try recover() != nil)
    for lock in locks { #expect(!isThere(lock), "\(lock)") }
    try oracle.expectLanded(1, "")
  }

  @Test func aLivingGitsLockStays() async throws {
    try await endBehindTheBranch()
    let gate = try Gate(in: folder.path)
    let hook = Gate.command.replacing("@FOLDER@", with: folder.path.string)
    try RawFiles.write(
      HistoryFile(kind: .executable, content: Array("#!/bin/sh\n\(hook)\n".utf8)),
      at: Array(".git/hooks/pre-commit".utf8), below: repo.root)
    try RawFiles.write("mine\n", at: "docs/notes.md", below: repo.root)
    // git holds its lock of the index, with the file closed, while the hook runs.
    let git = try RunningProgram(
      "/usr/bin/env", ["git", "commit", "--quiet", "--all", "--message", "Mine"],
      variables: ProcessInfo.processInfo.environment, in: repo.root)
    #expect(try gate.someoneCame())
    #expect(isThere(".git/index.lock"))

    #expect(throws: (any Error).self) { try recover() }
    #expect(isThere(".git/index.lock"))

    try gate.letOn()
    let outcome = try git.wait()
    #expect(outcome.status == 0, "\(outcome.errorText)")
    #expect(try recover() != nil)
    #expect(try repo.git.line("status", "--porcelain") == "")
  }

  @Test func locksOfOwnRefsGoButForALivingProcess() async throws {
    let ended = Process()
    ended.executableURL = URL(fileURLWithPath: "/bin/true")
    try ended.run()
    ended.waitUntilExit()
    let refs = ".git/refs/edgesync/"
    let proposal = "\(refs)proposals/\(repo.id(of: 1))-"
    let stale = [
      "\(refs)landing.lock", "\(refs)rescue/\(repo.id(of: 1)).lock",
      "\(proposal)\(ended.processIdentifier)-1f.lock",
    ]
    let living = "\(proposal)\(getpid())-1f.lock"
    for lock in stale + [living] { try RawFiles.write("", at: lock, below: repo.root) }
    #expect(try recover() == nil)
    for lock in stale { #expect(!isThere(lock), "\(lock)") }
    #expect(isThere(living))
    try await repo.pin(1)
  }

  /// Where a process works can't be told at its end, and of one that nobody has collected yet.
  @Test func aGitThatEndsElsewhereIsNotTakenForOneHere() async throws {
    let elsewhere = Plumbing(folder.path)
    let gits = Task.detached {
      while !Task.isCancelled { try elsewhere.run("version") }
    }
    let lock = ".git/refs/edgesync/landing.lock"
    for _ in 0..<60 {
      try RawFiles.write("", at: lock, below: repo.root)
      #expect(try recover() == nil)
      #expect(!isThere(lock))
    }
    gits.cancel()
    try await gits.value
  }
}
