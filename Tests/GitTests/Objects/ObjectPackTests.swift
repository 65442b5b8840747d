import Foundation
import Git
import Support
import SystemPackage
import Testing

/// Objects that no ref leads to yet.
@Suite struct ObjectPackTests {
  private let folder: TemporaryFolder
  private let raw: RawRepository

  init() throws {
    folder = try TemporaryFolder()
    raw = try RawRepository(makingAt: folder.path.appending("repo"))
  }

  private func isThere(_ id: ObjectID) throws -> Bool {
    try raw.git.outcome(["cat-file", "-e", id.hex]).status == 0
  }

  private func keeps() throws -> [String] {
    try FileManager.default.contentsOfDirectory(
      atPath: raw.git.folder.appending(".git/objects/pack").string
    ).filter { $0.hasSuffix(".keep") }
  }

  @Test func aRepackLeavesWhatIsJustMade() throws {
    let repository = try Repository(at: raw.git.folder)
    // As an earlier proposal that was let go of leaves it.
    var earlier: ObjectPack? = try ObjectPack(for: repository, from: nil)
    let id = try #require(try earlier?.add(Array("one\n".utf8), as: .blob))
    _ = try earlier?.add(Array("another\n".utf8), as: .blob)
    try earlier?.write()
    withExtendedLifetime(earlier) {}
    earlier = nil
    #expect(try keeps() == [])
    #expect(try isThere(id))

    var pack: ObjectPack? = try ObjectPack(for: repository, from: nil)
    _ = try pack?.add(Array("one\n".utf8), as: .blob)
    try pack?.write()
    try raw.git.run("repack", "-a", "-d", "--quiet")
    withExtendedLifetime(pack) {}
    #expect(try isThere(id))
    pack = nil
    #expect(try keeps() == [])
    let objects = raw.git.folder.appending(".git/objects").string
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: objects).sorted() == ["info", "pack"])
    try raw.git.run("repack", "-a", "-d", "--quiet")
    #expect(try !isThere(id))
  }

  @Test func whatAKilledRunKeptIsKeptNoLonger() throws {
    let ended = Process()
    ended.executableURL = URL(fileURLWithPath: "/bin/true")
    try ended.run()
    ended.waitUntilExit()
    let (gone, living) = (ended.processIdentifier, getpid())
    let objects = ".git/objects/"
    let files = [
      (objects + "pack/pack-1.keep", "edgesync \(gone)\n", false),
      (objects + "pack/pack-2.keep", "edgesync \(living)\n", true),
      (objects + "pack/pack-3.keep", "a person's\n", true),
      (objects + "tmp_objdir-edgesync-\(gone)-1f/pack-4.pack", "", false),
      (objects + "tmp_objdir-edgesync-\(living)-1f/pack-5.pack", "", true),
    ]
    for (path, text, _) in files { try RawFiles.write(text, at: path, below: raw.git.folder) }
    try Repository(at: raw.git.folder).removeKeptLeftBehind()
    for (path, _, stays) in files {
      let entry = RawFiles.entry(at: Array(path.utf8), below: raw.git.folder)
      #expect((entry != nil) == stays, "\(path)")
    }
  }
}
