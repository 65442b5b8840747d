import Git
import Landing
import Support
import Testing

/// A landing in submodule mode that ends at any of its points is, after recovery, all there or not there
/// at all: the edge repo's branch, its index, the submodule's HEAD, its index and each of its files.
@Suite struct SubmoduleFailpointTests {
  private struct Fault: Error {}

  /// What ends a landing at a failpoint once it was passed a number of times.
  private static func fault(
    _ failpoint: Lander.Failpoint, after passes: Int
  ) -> (Lander.Failpoint) throws -> Void {
    var left = passes
    return { reached in
      guard reached == failpoint else { return }
      if left == 0 { throw Fault() }
      left -= 1
    }
  }

  /// Points between two files that a landing from the first commit to the second passes.
  private static let filePoints = [0, 1, 2, 3, 6, 10, 14, 17, 18]

  @Test(arguments: Lander.Failpoint.allCases)
  func aLandingIsWholeOrNotThere(_ failpoint: Lander.Failpoint) async throws {
    for passes in failpoint == .betweenFiles ? Self.filePoints : [0] {
      let folder = try TemporaryFolder()
      let repo = try SubmoduleRepo(in: folder)
      let before = try repo.git.line("rev-parse", "HEAD")
      let label: Comment = "\(failpoint) after \(passes)"
      await #expect(throws: Fault.self, label) {
        try await repo.pin(1, failpoint: Self.fault(failpoint, after: passes))
      }
      let hasLanded = try repo.git.line("rev-parse", "HEAD") != before
      if case .finished(_, _, let leftAlone) = try repo.recover() {
        #expect(hasLanded && leftAlone.isEmpty, label)
      }
      if !hasLanded {
        try repo.git.run("update-ref", "-d", Self.keepReference)
        try repo.expectWhole(at: 0, label)
        try await repo.pin(1)
      }
      try repo.expectWhole(at: 1, label)
      #expect(try repo.recover() == nil, label)
    }
  }

  private static let keepReference = "refs/edgesync/landing"

  @Test(arguments: [0, 4, 9, 14], [0, 3, 8, 13])
  func aRecoveryThatEndsTooIsRecovered(_ first: Int, _ second: Int) async throws {
    let folder = try TemporaryFolder()
    let repo = try SubmoduleRepo(in: folder)
    let label: Comment = "\(first), \(second)"
    await #expect(throws: Fault.self, label) {
      try await repo.pin(1, failpoint: Self.fault(.betweenFiles, after: first))
    }
    for failpoint in [Lander.Failpoint.betweenFiles, .beforeIndex, .beforeClear] {
      #expect(throws: Fault.self, label) {
        _ = try repo.recover(
          failpoint: Self.fault(failpoint, after: failpoint == .betweenFiles ? second : 0))
      }
    }
    #expect(try repo.recover() != nil, label)
    try repo.expectWhole(at: 1, label)
  }

  /// Locks of the submodule's index and HEAD that a kill left after the branch had moved.
  @Test func locksThatAKillLeftInTheSubmoduleGo() async throws {
    let folder = try TemporaryFolder()
    let repo = try SubmoduleRepo(in: folder)
    await #expect(throws: Fault.self) {
      try await repo.pin(1, failpoint: Self.fault(.betweenFiles, after: 9))
    }
    for name in ["index.lock", "HEAD.lock"] {
      try RawFiles.write("", at: ".git/modules/vendor/platform/" + name, below: repo.root)
    }
    #expect(try repo.recover() != nil)
    try repo.expectWhole(at: 1, "")
  }

  @Test func whatAPersonSavesMeanwhileStays() async throws {
    let folder = try TemporaryFolder()
    let repo = try SubmoduleRepo(in: folder)
    await #expect(throws: Fault.self) {
      try await repo.pin(1, failpoint: Self.fault(.afterBranch, after: 0))
    }
    try RawFiles.write("saved\n", at: "vendor/platform/svc/app.py", below: repo.root)
    guard case .finished(_, _, let leftAlone) = try repo.recover() else {
      Issue.record("there was nothing to finish")
      return
    }
    #expect(leftAlone.map(\.path) == ["vendor/platform/svc/app.py"])
    let path = Array("vendor/platform/svc/app.py".utf8)
    #expect(RawFiles.entry(at: path, below: repo.root)?.content == Array("saved\n".utf8))
    #expect(try repo.submodule.line("rev-parse", "HEAD") == repo.id(of: 1))
    #expect(
      try repo.submodule.run("status", "--porcelain").lines
        == [" M svc/app.py", "?? svc/local.env"])
  }

  /// A person's own checkout in the submodule, made between the kill and the next run, stays.
  @Test func aCheckoutMadeMeanwhileStays() async throws {
    let folder = try TemporaryFolder()
    let repo = try SubmoduleRepo(in: folder)
    await #expect(throws: Fault.self) {
      try await repo.pin(1, failpoint: Self.fault(.afterBranch, after: 0))
    }
    try repo.submodule.run("checkout", "--quiet", "--orphan", "mine")
    try repo.submodule.run("commit", "--quiet", "--message", "Mine")
    let mine = try repo.submodule.line("rev-parse", "HEAD")
    guard case .finished(_, _, let leftAlone) = try repo.recover() else {
      Issue.record("there was nothing to finish")
      return
    }
    #expect(leftAlone.map(\.path) == ["vendor/platform"])
    #expect(try repo.submodule.line("rev-parse", "HEAD") == mine)
    #expect(try repo.submodule.run("status", "--porcelain").lines == ["?? svc/local.env"])
  }

  /// The same for a submodule that becomes files in its own place.
  @Test(arguments: Lander.Failpoint.allCases)
  func aConversionIsWholeOrNotThere(_ failpoint: Lander.Failpoint) async throws {
    for passes in failpoint == .betweenFiles ? [0, 1, 5, 11, 12, 16, 22] : [0] {
      let folder = try TemporaryFolder()
      let repo = try SubmoduleRepo(in: folder)
      let path = Array("vendor/platform/svc/local.env".utf8)
      try RawFiles.remove(path, below: repo.root)
      let before = try repo.git.line("rev-parse", "HEAD")
      let label: Comment = "\(failpoint) after \(passes)"
      await #expect(throws: Fault.self, label) {
        _ = try await repo.convert(failpoint: Self.fault(failpoint, after: passes))
      }
      let hasLanded = try repo.git.line("rev-parse", "HEAD") != before
      if case .finished(_, _, let leftAlone) = try repo.recover() {
        #expect(hasLanded && leftAlone.isEmpty, label)
      }
      if !hasLanded {
        try repo.git.run("update-ref", "-d", Self.keepReference)
        #expect(try repo.git.run("status", "--porcelain").lines == [" M docs/notes.md"], label)
        #expect(try repo.submodule.line("rev-parse", "HEAD") == repo.id(of: 0), label)
        _ = try await repo.convert()
      }
      try repo.expectConverted(label)
    }
  }
}
