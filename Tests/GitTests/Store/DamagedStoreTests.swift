import Foundation
import Git
import Support
import SystemPackage
import Testing

/// Object stores that somebody else made: what comes out is what its id says, or nothing does.
@Suite struct DamagedStoreTests {
  private let folder: TemporaryFolder
  private let raw: RawRepository
  private var objects: FilePath { raw.git.folder.appending(".git/objects") }

  init() throws {
    folder = try TemporaryFolder()
    raw = try RawRepository(makingAt: folder.path.appending("repo"))
  }

  private func open() throws -> Repository { try Repository(reading: raw.git.folder) }

  private func id(_ hex: String) throws -> ObjectID { try #require(ObjectID(hex: hex)) }

  private func loose(_ hex: String) -> FilePath {
    objects.appending(String(hex.prefix(2))).appending(String(hex.dropFirst(2)))
  }

  private func bytes(_ path: FilePath) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: path.string)))
  }

  /// git leaves its files read-only.
  private func write(_ bytes: some Sequence<UInt8>, to path: FilePath) throws {
    try? FileManager.default.removeItem(atPath: path.string)
    try Data(bytes).write(to: URL(fileURLWithPath: path.string))
  }

  private func sealed(_ bytes: [UInt8]) throws -> [UInt8] {
    let sum = try Support.Program("/usr/bin/sha1sum").run(input: bytes.dropLast(20)).text
    let digits = Array(sum.utf8)
    return bytes.dropLast(20)
      + (try #require(ObjectID(hex: digits.prefix(40)))).bytes
  }

  /// What the repository says of a blob; nil where it is refused as damaged.
  private func read(_ hex: String) throws -> [UInt8]? {
    let repository = try open()
    let id = try id(hex)
    do throws(GitError) {
      return try repository.blob(id)
    } catch {
      guard case .damaged = error else { throw error }
      return nil
    }
  }

  private func packFile(_ suffix: String) throws -> FilePath {
    let packs = objects.appending("pack")
    let names = try FileManager.default.contentsOfDirectory(atPath: packs.string)
    return packs.appending(try #require(names.first { $0.hasSuffix(suffix) }))
  }

  @Test func aLooseFileCutShortAnywhereIsRefused() throws {
    let hex = try raw.blob(Array("some text that is long enough to be deflated\n".utf8))
    let path = loose(hex)
    let whole = try bytes(path)
    for count in 0..<whole.count {
      try write(whole.prefix(count), to: path)
      #expect(try read(hex) == nil, "\(count) bytes")
    }
    try write(whole + [0], to: path)
    #expect(try read(hex) == nil)
    try write(whole, to: path)
    #expect(try read(hex)?.count == 45)
  }

  @Test func anotherObjectUnderAnIDIsRefused() throws {
    let (one, two) = (try raw.blob([0x31]), try raw.blob([0x32]))
    try write(try bytes(loose(two)), to: loose(one))
    #expect(try read(one) == nil)
    // It isn't taken over either.
    let target = try RawRepository(makingAt: folder.path.appending("target"))
    let pack = try ObjectPack(for: Repository(at: target.git.folder), from: open())
    try pack.add(copy: id(one))
    #expect(throws: GitError.self) { try pack.write() }
    #expect(try target.git.outcome(["cat-file", "-e", one]).status != 0)
  }

  @Test(arguments: ["fifo", "folder", "/dev/zero", "loop"])
  func whatIsNoFileIsRefused(_ kind: String) throws {
    let hex = try raw.blob([0x31])
    let path = loose(hex)
    try FileManager.default.removeItem(atPath: path.string)
    switch kind {
    case "fifo": mkfifo(path.string, 0o644)
    case "folder": mkdir(path.string, 0o755)
    case "loop": symlink(path.lastComponent?.string ?? "", path.string)
    default: symlink(kind, path.string)
    }
    #expect(try read(hex) == nil)
  }

  @Test func anIndexThatPointsOutOfItsPackIsRefused() throws {
    let hex = try raw.blob(Array("packed\n".utf8))
    try raw.git.run("pack-objects", "-q", ".git/objects/pack/pack", input: Array("\(hex)\n".utf8))
    try FileManager.default.removeItem(atPath: loose(hex).string)
    let index = try packFile(".idx")
    let whole = try bytes(index)
    #expect(try read(hex) == Array("packed\n".utf8))
    let place = 8 + 1024 + 20 + 4
    for number: UInt32 in [0, 1, 11, 13, 5000, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] {
      var forged = whole
      withUnsafeBytes(of: number.bigEndian) { forged.replaceSubrange(place..<place + 4, with: $0) }
      try write(try sealed(forged), to: index)
      #expect(try read(hex) == nil, "\(number)")
    }
    for count in stride(from: 0, to: whole.count, by: 7) {
      try write(whole.prefix(count), to: index)
      #expect(try read(hex) == nil, "\(count) bytes")
    }
    try write(whole, to: index)
    let pack = try packFile(".pack")
    let packed = try bytes(pack)
    for count in 0..<packed.count {
      try write(packed.prefix(count), to: pack)
      #expect(try read(hex) == nil, "\(count) bytes")
    }
  }

  @Test func everyObjectOfAPackIsFoundAndNoOther() throws {
    // Enough for the index to be searched by more than halves.
    let count = 30_000
    var stream = (0..<count).map { "blob\ndata \("\($0)".utf8.count)\n\($0)\n" }.joined()
    stream += "done\n"
    try raw.git.run(
      "-c", "fastimport.unpackLimit=0", "fast-import", "--quiet", "--done",
      input: Array(stream.utf8))
    let listed = try raw.git.run("cat-file", "--batch-all-objects", "--batch-check").text
    let lines = listed.split(separator: "\n").map { $0.split(separator: " ") }
    #expect(lines.count == count)
    let repository = try open()
    for line in lines where line[0].hasSuffix("0") {
      #expect(try repository.blobSize(id(String(line[0]))) == Int(line[2]))
      guard line[0].hasSuffix("00") else { continue }
      let other = try id(line[0].dropLast() + "1")
      #expect(throws: GitError.self) { try repository.blobSize(other) }
    }
  }

  @Test func aDeltaOnItselfEnds() throws {
    var lines = (0..<300).map { "line \($0)\n" }
    let first = try raw.blob(Array(lines.joined().utf8))
    lines[7] = "another\n"
    let second = try raw.blob(Array(lines.joined().utf8))
    // Deltas name their bases by id.
    try raw.git.run(
      "pack-objects", "-q", ".git/objects/pack/pack", input: Array("\(first)\n\(second)\n".utf8))
    try raw.git.run("prune-packed", "-q")
    let index = try packFile(".idx")
    var forged = try bytes(index)
    let offsets = 8 + 1024 + 24 * 2
    // Both ids lead to the delta.
    let places = [0, 4].map { Array(forged[(offsets + $0)..<(offsets + $0 + 4)]) }
    let last = try #require(places.max { $0.lexicographicallyPrecedes($1) })
    forged.replaceSubrange(offsets..<offsets + 8, with: last + last)
    try write(try sealed(forged), to: index)
    let found = [try read(first), try read(second)].compactMap(\.self)
    #expect(found.isEmpty)
  }

  @Test func whatIsTooLargeForMemoryIsReadPieceByPiece() throws {
    let size = 97 << 20
    try raw.git.shell("head -c \(size) /dev/zero > zeroes").checked()
    let hex = try raw.git.line("hash-object", "-w", "zeroes")
    let repository = try open()
    #expect(throws: GitError.self) { try repository.blob(id(hex)) }
    #expect(try repository.blobSize(id(hex)) == size)
    var count = 0
    try repository.readBlob(id(hex)) { count += $0.count }
    #expect(count == size)
    let target = try RawRepository(makingAt: folder.path.appending("target"))
    let pack = try ObjectPack(for: Repository(at: target.git.folder), from: repository)
    try pack.add(copy: id(hex))
    try pack.write()
    #expect(try target.git.line("cat-file", "-s", hex) == "\(size)")
    // Under another id, its end never comes.
    let other = try raw.blob([0x31])
    try write(try bytes(loose(hex)), to: loose(other))
    #expect(throws: GitError.self) { try open().readBlob(id(other)) { _ in } }
  }

  @Test func borrowedObjectsAreFoundAndCirclesEnd() throws {
    let lender = try RawRepository(makingAt: folder.path.appending("lender"))
    let hex = try lender.blob([0x31])
    let info = objects.appending("info")
    try FileManager.default.createDirectory(atPath: info.string, withIntermediateDirectories: true)
    let paths = ["../../../lender/.git/objects", "../objects", "/dev", "/nonexistent", ""]
    try write(paths.joined(separator: "\n").utf8, to: info.appending("alternates"))
    #expect(try read(hex) == [0x31])
    try write(
      Array("\(objects.string)\n".utf8),
      to: lender.git.folder.appending(".git/objects/info/alternates"))
    #expect(try read(hex) == [0x31])
  }

  @Test func anObjectThatIsWholeElsewhereIsRead() throws {
    let hex = try raw.blob(Array("twice\n".utf8))
    try raw.git.run("pack-objects", "-q", ".git/objects/pack/pack", input: Array("\(hex)\n".utf8))
    var pack = try bytes(try packFile(".pack"))
    pack[16] ^= 0xFF
    try write(pack, to: try packFile(".pack"))
    #expect(try read(hex) == Array("twice\n".utf8))
  }
}

extension Support.Program.Outcome {
  /// Fails where the program did.
  fileprivate func checked() throws {
    guard status == 0 else { throw Plumbing.Failure(description: errorText) }
  }
}
