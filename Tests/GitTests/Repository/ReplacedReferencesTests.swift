import Foundation
import Git
import Locks
import Support
import SystemPackage
import Testing
import Text

/// Refs and settings that another git replaces all the time are read as they are at some moment.
@Suite struct ReplacedReferencesTests {
  private let folder: TemporaryFolder
  private let raw: RawRepository

  init() throws {
    folder = try TemporaryFolder()
    raw = try RawRepository(makingAt: folder.path.appending("repo"))
  }

  /// Reads on while a thread puts texts of different lengths in a file's place, as git does: by a rename.
  private func read(
    _ count: Int, while file: String, becomes texts: [String], _ read: () throws -> Void
  ) throws {
    let path = raw.git.folder.appending(file)
    let ended = DispatchSemaphore(value: 0)
    let isWanted = Mutex(true)
    Thread.detachNewThread {
      while isWanted.withLock({ $0 }) {
        for text in texts {
          let lock = FilePath(path.string + ".lock")
          try? Data(text.utf8).write(to: URL(fileURLWithPath: lock.string))
          _ = rename(lock.string, path.string)
        }
      }
      ended.signal()
    }
    defer {
      isWanted.withLock { $0 = false }
      ended.wait()
    }
    for _ in 0..<count { try read() }
  }

  @Test func headIsOnOneBranchOrTheOther() throws {
    let commit = try raw.commit(tree: raw.tree([]), message: Array("one".utf8))
    let id = try #require(ObjectID(hex: commit))
    for name in ["short", "of/a/longer/name"] { try raw.point(name, at: commit) }
    let heads = ["refs/heads/short", "refs/heads/of/a/longer/name"]
    try raw.git.run("symbolic-ref", "HEAD", heads[0])
    let repository = try Repository(at: raw.git.folder)
    let texts = heads.map { "ref: \($0)\n" } + ["\(id.hex)\n"]
    try read(4000, while: ".git/HEAD", becomes: texts) {
      let head = try repository.head()
      #expect(heads.map { .branch($0, id) }.contains(head) || head == .detached(id), "\(head)")
    }
  }

  @Test func repositoriesAreOpenedAndSettingsRead() throws {
    let file = raw.git.folder.appending(".git/config")
    let short = try String(
      decoding: Data(contentsOf: URL(fileURLWithPath: file.string)), as: UTF8.self)
    let long = short + "[user]\n\tname = \"Somebody with a name\"\n"
    try read(1000, while: ".git/config", becomes: [short, long]) {
      _ = try Repository(at: raw.git.folder).flag("core.bare")
    }
  }
}
