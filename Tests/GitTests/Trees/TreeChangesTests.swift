import Support
import SystemPackage
import Testing

@testable import Git

@Suite struct TreeChangesTests {
  /// A commit may name one parent any number of times: neither memory nor the stack may follow that.
  @Test func aParentCountsOnceHoweverOftenItIsNamed() throws {
    let folder = try TemporaryFolder()
    let made = try RawRepository(makingAt: folder.path.appending("repo"))
    func tree(_ text: String) throws -> ObjectID {
      let id = try made.write(.folder(["sub": .folder(["file": .text(text)]), "same": .text("x")]))
        .id
      return try #require(ObjectID(hex: id))
    }
    let (old, other, new) = (try tree("old\n"), try tree("other\n"), try tree("new\n"))
    let repository = try Repository(at: made.git.folder)
    let many = [ObjectID?](repeating: old, count: 20_000) + [other]
    let found = try repository.changes(fromAll: many, to: new)
    #expect(try found == repository.changes(from: old, to: new))
    #expect(found.count == 1)
    #expect(try repository.changes(fromAll: many, to: other).isEmpty)
  }
}
