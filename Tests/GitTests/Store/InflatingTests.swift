import Foundation
import Git
import Support
import SystemPackage
import Testing

/// Objects of packs of all lengths, whether they are inflated at once or piece by piece.
@Suite struct InflatingTests {
  /// What an object is made of: deflated, they take about as much, a third and next to nothing.
  enum Content: CaseIterable {
    case noise
    case text
    case zeros

    func bytes(_ count: Int) -> [UInt8] {
      var generator = SeededGenerator(seed: count)
      switch self {
      case .noise: return (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
      case .text:
        let words = ["for ", "int value", " = ", ";\n", "return ", "(", ")", "{\n"].map {
          Array($0.utf8)
        }
        var bytes: [UInt8] = []
        while bytes.count < count { bytes += words.randomElement(using: &generator) ?? [] }
        return Array(bytes.prefix(count))
      case .zeros: return [UInt8](repeating: 0, count: count)
      }
    }
  }

  @Test(arguments: Content.allCases) func arriveAsTheyWereWritten(_ content: Content) throws {
    let sizes = [
      0, 1, 63, 4_000, 4_095, 4_096, 4_097, 9_000, 70_000, 1 << 20, 1 << 20 | 1, 3_000_000,
    ]
    let folder = try TemporaryFolder()
    let raw = try RawRepository(makingAt: folder.path.appending("repo"))
    let blobs = sizes.map(content.bytes)
    let ids = try blobs.map(raw.blob)
    let tree = try raw.tree(
      ids.enumerated().map { (Array("\($0)".utf8), .object(mode: "100644", id: $1)) })
    try raw.point("main", at: raw.commit(tree: tree, message: Array("x".utf8)))
    try raw.git.run("-c", "pack.window=0", "repack", "-adq")
    let repository = try Repository(reading: raw.git.folder)
    for (blob, id) in zip(blobs, ids) {
      #expect(try repository.blob(#require(ObjectID(hex: id))) == blob, "\(blob.count) bytes")
    }
  }

  @Test func aByteOfAPackThatChangedChangesNoObject() throws {
    let folder = try TemporaryFolder()
    let raw = try RawRepository(makingAt: folder.path.appending("repo"))
    let blob = Content.text.bytes(300)
    let hex = try raw.blob(blob)
    let tree = try raw.tree([(Array("x".utf8), .object(mode: "100644", id: hex))])
    try raw.point("main", at: raw.commit(tree: tree, message: Array("x".utf8)))
    try raw.git.run("repack", "-adq")
    let packs = raw.git.folder.appending(".git/objects/pack")
    let name = try #require(
      FileManager.default.contentsOfDirectory(atPath: packs.string).first { $0.hasSuffix(".pack") })
    let path = packs.appending(name).string
    let whole = try Data(contentsOf: URL(fileURLWithPath: path))
    try FileManager.default.removeItem(atPath: path)
    let id = try #require(ObjectID(hex: hex))
    var refused = 0
    for place in whole.indices {
      var changed = whole
      changed[place] ^= 0x55
      try changed.write(to: URL(fileURLWithPath: path))
      do throws(GitError) {
        #expect(try Repository(reading: raw.git.folder).blob(id) == blob, "byte \(place)")
      } catch {
        guard case .damaged = error else { throw error }
        refused += 1
      }
    }
    #expect(refused > blob.count / 4)
  }
}
