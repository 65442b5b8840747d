import Git
import Support
import Testing
import Text

/// Ids as 20 bytes.
@Suite struct ObjectIDTests {
  private static let digits = "0123456789abcdef0123456789abcdef01234567"

  @Test func digitsReadBackAsTheyWere() throws {
    let id = try #require(ObjectID(hex: Self.digits))
    #expect(id.hex == Self.digits)
    #expect(id.description == Self.digits)
    #expect(id.short.string == "0123456")
    #expect(ObjectID(hex: Self.digits.uppercased()) == id)
    #expect(id.bytes.count == ObjectID.byteCount)
    #expect(id.bytes.withUnsafeBytes { ObjectID($0) } == id)
  }

  @Test(
    arguments: [
      "", "0", "\(digits.dropLast())", "\(digits)0", " \(digits.dropFirst())",
      "g\(digits.dropFirst())", "+\(digits.dropFirst())", "é\(digits.dropFirst(2))", "HEAD",
      String(repeating: "0", count: 64), "\(digits.dropLast())\n",
    ] as [String])
  func anythingElseIsNoID(_ text: String) {
    #expect(ObjectID(hex: text) == nil)
  }

  @Test func idsSortByTheirBytes() throws {
    var generator = SeededGenerator(seed: 7)
    let ids = (0..<200).map { _ in
      (0..<20).map { _ in UInt8(generator.number(0...255)) }.withUnsafeBytes { ObjectID($0) }
    }
    #expect(ids.sorted().map(\.hex) == ids.map(\.hex).sorted())
    #expect(Set(ids).count == 200)
  }

  @Test func theEmptyTreeIsGits() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    #expect(ObjectID.emptyTree.hex == (try git.line("hash-object", "-t", "tree", "/dev/null")))
    #expect(ObjectID.zero.hex == String(repeating: "0", count: 40))
  }

  @Test(
    arguments: [
      (0o100644, FileMode.file), (0o100664, .file), (0o100600, .file), (0o100755, .executable),
      (0o100700, .executable), (0o120000, .symlink), (0o040000, .folder), (0o160000, .gitlink),
      (0o000644, .gitlink),
    ] as [(UInt32, FileMode)])
  func modesAreReadAsGitReadsThem(_ mode: UInt32, _ expected: FileMode) {
    #expect(FileMode(canonical: mode) == expected)
  }

  @Test func aChangeOfKindIsToldFromAChangeOfMode() {
    #expect(!FileMode.file.differsInKind(from: .executable))
    #expect(!FileMode.symlink.differsInKind(from: .symlink))
    #expect(FileMode.file.differsInKind(from: .symlink))
    #expect(FileMode.symlink.differsInKind(from: .gitlink))
    #expect(FileMode.folder.sixDigits == "040000" && FileMode.file.sixDigits == "100644")
    #expect(FileMode.folder.digits == "40000")
  }
}
