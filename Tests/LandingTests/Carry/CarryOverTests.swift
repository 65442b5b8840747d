import Git
import Landing
import Support
import SyncSupport
import SystemPackage
import Testing
import Upstream

@Suite struct CarryOverTests {
  private static let path: RepoPath = "services/api/requirements.txt"
  private let pair: EdgePair
  private let edge: EdgeRepo
  private let carry: CarryOver

  init() throws {
    pair = try EdgePair()
    let commits = try pair.advanceAsUsual()
    edge = try EdgeRepo(at: pair.edge.git.folder)
    let upstream = try edge.upstream.open()
    let target = try upstream.resolveCommit(commits[3])
    carry = try CarryOver(
      of: Self.path, at: target,
      among: CarryOver.overrides(of: edge, at: target, in: upstream), in: edge, upstream)
  }

  @Test func tellsTheVersions() throws {
    #expect(String(decoding: carry.before.bytes, as: UTF8.self) == "fastapi==1\n")
    #expect(String(decoding: carry.now.bytes, as: UTF8.self) == "fastapi==2\n")
    #expect(String(decoding: carry.yours.bytes, as: UTF8.self) == "fastapi==1 # arm\n")
    #expect(carry.conflicts == 1 && carry.isChange && !carry.isUncommitted)
    #expect(try pair.edge.git.run("status", "--porcelain").text.isEmpty)
  }

  /// What a person does between the merge and the write.
  @Test(arguments: [
    "echo saved > requirements.txt", "chmod +x requirements.txt", "rm requirements.txt",
    "rm requirements.txt; ln -s app.py requirements.txt",
    "rm requirements.txt; mkdir requirements.txt", "mv ../api ../real; ln -s real ../api",
  ])
  func whatChangesMeanwhileStays(_ script: String) throws {
    _ = try pair.edge.git.shell("cd services/api; \(script)")
    let state = try pair.state()
    #expect(throws: CarryError.self) {
      try CarryOver.write([carry], in: edge, by: TestSync.who)
    }
    #expect(try pair.state() == state)
  }

  @Test func isWrittenOnce() throws {
    let kept = try #require(try CarryOver.write([carry], in: edge, by: TestSync.who))
    #expect(kept.paths == [Self.path])
    #expect(
      try pair.edge.git.run("cat-file", "blob", "\(kept.reference):services/api/requirements.txt")
        .text == "fastapi==1 # arm")
    #expect(try pair.edge.git.run("status", "--porcelain").lines == [" M \(Self.path)"])
    #expect(throws: CarryError.self) {
      try CarryOver.write([carry], in: edge, by: TestSync.who)
    }
  }
}
