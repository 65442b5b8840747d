import Foundation
import Git
import Locks
import Support
import SystemPackage
import Testing
import Text

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
    let error = #expect(throws: GitError.self) { try update("two.txt", blob) }
    #expect(error?.exitStatus == .inTheWay)
    #expect(isThere(".git/index.lock"))
    #expect(try raw.git.line("ls-files") == "one.txt")
  }

  @Test func aLockThatIsLiftedSoonIsWaitedFor() throws {
    let blob = try raw.blob(Array("one\n".utf8))
    let id = try #require(ObjectID(hex: blob))
    try RawFiles.write("git's", at: ".git/index.lock", below: raw.git.folder)
    let folder = raw.git.folder
    let (begins, ends) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
    // A thread of its own: a second is all that is waited.
    Thread {
      begins.signal()
      try? Repository(at: folder).updateIndex([
        IndexUpdate(path: "one.txt", item: TreeItem(mode: .file, id: id))
      ])
      ends.signal()
    }.start()
    begins.wait()
    sched_yield()
    try RawFiles.remove(Array(".git/index.lock".utf8), below: folder)
    ends.wait()
    #expect(try raw.git.line("ls-files") == "one.txt")
  }

  @Test func aLockIsHeldOverAnIndexThatIsPublished() throws {
    let blob = try raw.blob(Array("one\n".utf8))
    let id = try #require(ObjectID(hex: blob))
    let item = TreeItem(mode: .file, id: id)
    try RawFiles.write("one\n", at: "one.txt", below: raw.git.folder)
    let repository = try Repository(at: raw.git.folder)
    let lock = try IndexLock(of: repository)
    try repository.update(lock, with: [IndexUpdate(path: "one.txt", item: item)])
    try lock.publish()
    #expect(try raw.git.line("ls-files") == "one.txt")
    #expect(try raw.git.outcome(["add", "one.txt"]).status != 0)
    try repository.update(lock, with: [IndexUpdate(path: "two.txt", item: item)])
    try lock.commit()
    #expect(try raw.git.run("ls-files").lines == ["one.txt", "two.txt"])
    #expect(try raw.git.outcome(["add", "one.txt"]).status == 0)
    #expect(!isThere(".git/index.lock.lock"))
  }

  @Test func attributesOfAnIndexThatWasWrittenCountAtOnce() throws {
    let id = try #require(ObjectID(hex: raw.blob(Array("*.txt text\n".utf8))))
    let repository = try Repository(at: raw.git.folder)
    let (dos, unix) = (Array("one\r\n".utf8), Array("one\n".utf8))
    #expect(try repository.converted(toObject: dos, at: "one.txt") == dos)
    let lock = try IndexLock(of: repository)
    let attributes = TreeItem(mode: .file, id: id)
    try repository.update(lock, with: [IndexUpdate(path: ".gitattributes", item: attributes)])
    try lock.publish()
    #expect(try repository.converted(toObject: dos, at: "one.txt") == unix)
    try repository.update(lock, with: [IndexUpdate(path: ".gitattributes", item: nil)])
    try lock.commit()
    #expect(try repository.converted(toObject: dos, at: "one.txt") == dos)
  }

  @Test func aKilledRunsCopyIsInNobodysWay() throws {
    let blob = try raw.blob(Array("one\n".utf8))
    try RawFiles.write("half", at: ".git/index.lock.lock", below: raw.git.folder)
    try update("one.txt", blob)
    #expect(try raw.git.line("ls-files") == "one.txt")
    #expect(!isThere(".git/index.lock.lock"))
  }

  @Test func anIndexThatComesBackAfterAPartOfAnotherIsRead() throws {
    let blob = try raw.blob(Array("one\n".utf8))
    try update("one.txt", blob)
    let index = raw.git.folder.appending(".git/index")
    let place = URL(fileURLWithPath: index.string)
    let whole = try #require(FileManager.default.contents(atPath: index.string))
    for number in 0..<50 { try update("more-\(number).txt", blob) }
    let other = try #require(FileManager.default.contents(atPath: index.string))
    try whole.write(to: place)
    let repository = try Repository(at: raw.git.folder)
    let one = TreeItem(mode: .file, id: try #require(ObjectID(hex: blob)))
    #expect(try repository.indexItem(at: RepoPath("one.txt")) == one)
    // What is read where the other takes the file's place once its size is known.
    try other.prefix(whole.count).write(to: place)
    #expect(throws: GitError.self) { try repository.indexItem(at: RepoPath("one.txt")) }
    try whole.write(to: place)
    #expect(try repository.indexItem(at: RepoPath("one.txt")) == one)
  }

  @Test func anIndexThatIsReplacedWhileItIsReadIsReadWhole() throws {
    let blob = try raw.blob(Array("one\n".utf8))
    try update("one.txt", blob)
    let git = raw.git.folder.appending(".git")
    let index = git.appending("index")
    let short = try #require(FileManager.default.contents(atPath: index.string))
    for number in 0..<500 { try update("more-\(number).txt", blob) }
    let long = try #require(FileManager.default.contents(atPath: index.string))
    let isOver = Mutex(false)
    let other = Thread {
      while !isOver.withLock({ $0 }) {
        for (name, bytes) in [("short", short), ("long", long)] {
          let path = git.appending(name)
          try? bytes.write(to: URL(fileURLWithPath: path.string))
          rename(path.string, index.string)
        }
      }
    }
    other.start()
    defer { isOver.withLock { $0 = true } }
    let repository = try Repository(at: raw.git.folder)
    let one = TreeItem(mode: .file, id: try #require(ObjectID(hex: blob)))
    for _ in 0..<20_000 {
      #expect(try repository.indexItem(at: RepoPath("one.txt")) == one)
    }
  }
}
