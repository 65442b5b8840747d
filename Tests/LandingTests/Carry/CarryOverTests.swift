import Git
import Landing
import Support
import SyncSupport
import SystemPackage
import Testing
import Text
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
      try CarryOver.write([carry], in: edge, by: TestSync.who) { _ in
        Issue.record("nothing was written")
      }
    }
    #expect(try pair.state() == state)
    #expect(try pair.leftovers().isEmpty)
  }

  /// What comes back is told though a later file stops the command.
  @Test func whatWasWrittenBeforeAFailureIsTold() throws {
    let commit = try pair.advance(
      [
        "Dockerfile": .text("FROM python:2\n"), "app.py": .text("one\n"),
        "requirements.txt": .text("fastapi==3\n"),
      ], subject: "Change both")
    let upstream = try edge.upstream.open()
    let target = try upstream.resolveCommit(commit)
    let overrides = try CarryOver.overrides(of: edge, at: target, in: upstream)
    let carries = try [Self.path, "services/api/Dockerfile"].map { path in
      try CarryOver(of: path, at: target, among: overrides, in: edge, upstream)
    }
    var told: [Rescue.Kept] = []
    let folder = pair.edge.git
    let error = #expect(throws: CarryError.self) {
      try CarryOver.write(carries, in: edge, by: TestSync.who) { kept in
        told.append(kept)
        _ = try? folder.shell("echo saved > services/api/Dockerfile")
      }
    }
    guard case .changedMeanwhile("services/api/Dockerfile", written: [Self.path]) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(told.count == 1)
    #expect(pair.folder.text(of: "edge/services/api/Dockerfile") == "saved\n")
    _ = try folder.shell(
      Rescue.command(for: try #require(told.first)).string.replacing(
        ":/", with: Self.path.text.string))
    #expect(pair.folder.text(of: "edge/services/api/requirements.txt") == "fastapi==1 # arm\n")
    #expect(try pair.leftovers().isEmpty)
  }

  @Test func aMergeThatTakesTooLongSaysSo() throws {
    let upstream = try edge.upstream.open()
    let target = try upstream.resolveCommit("main")
    let overrides = try CarryOver.overrides(of: edge, at: target, in: upstream)
    let error = #expect(throws: CarryError.self) {
      _ = try CarryOver(
        of: Self.path, at: target, among: overrides, in: edge, upstream, within: .zero)
    }
    let told = try #require(error).message.string
    #expect(told.contains("merging it took git over") && told.contains("cat-file blob"), "\(told)")
  }

  @Test func isWrittenOnce() throws {
    var found: Rescue.Kept?
    try CarryOver.write([carry], in: edge, by: TestSync.who) { found = $0 }
    let kept = try #require(found)
    #expect(kept.paths == [Self.path])
    #expect(
      try pair.edge.git.run("cat-file", "blob", "\(kept.reference):services/api/requirements.txt")
        .text == "fastapi==1 # arm")
    #expect(try pair.edge.git.run("status", "--porcelain").lines == [" M \(Self.path)"])
    #expect(throws: CarryError.self) {
      try CarryOver.write([carry], in: edge, by: TestSync.who) { _ in }
    }
  }
}
