import Fixtures
import Foundation
import Git
import SystemPackage
import Testing

/// The index is written under git's own lock, and by nobody else meanwhile.
@Suite struct IndexLockTests {
  private let folder: TemporaryFolder
  private let raw: RawRepository

  init() throws {
    folder = try TemporaryFolder()
    raw = try RawRepository(makingAt: folder.path.appending("repo"))
  }

  private func update(_ path: String, _ blob: String) throws {
    let id = try #require(ObjectID(hex: blob))
    try Repository(at: raw.git.folder).updateIndex([
      IndexUpdate(path: RepoPath(path), item: TreeItem(mode: .file, id: id))
    ])
  }

  private func isThere(_ path: String) -> Bool {
    RawFiles.entry(at: Array(path.utf8), below: raw.git.folder) != nil
  }

  @Test func theFirstEntryMakesTheIndex() throws {
    let blob = try raw.blob(Array("one\n".utf8))
    #expect(!isThere(".git/index"))
    try update("one.txt", blob)
    #expect(try raw.git.line("ls-files", "--stage") == "100644 \(blob) 0\tone.txt")
    #expect(!isThere(".git/index.lock"))
  }

  @Test func anothersLockIsRespected() throws {
    let blob = try raw.blob(Array("one\n".utf8))
    try update("one.txt", blob)
    try RawFiles.write("git's", at: ".git/index.lock", below: raw.git.folder)
    #expect(throws: GitError.self) { try update("two.txt", blob) }
    #expect(isThere(".git/index.lock"))
    #expect(try raw.git.line("ls-files") == "one.txt")
  }

  @Test func aKilledRunsCopyIsInNobodysWay() throws {
    let blob = try raw.blob(Array("one\n".utf8))
    try RawFiles.write("half", at: ".git/index.lock.lock", below: raw.git.folder)
    try update("one.txt", blob)
    #expect(try raw.git.line("ls-files") == "one.txt")
    #expect(!isThere(".git/index.lock.lock"))
  }
}
