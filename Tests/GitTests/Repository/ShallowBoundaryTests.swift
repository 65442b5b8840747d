import Git
import Support
import SystemPackage
import Testing

/// The list of commits at which a shallow clone ends, as git reads it and as git refuses it.
@Suite struct ShallowBoundaryTests {
  @Test(arguments: [
    "", "@", "@\n", "@\r\n", "@ and a remark\n", "@\n@\n", "\n", "@\n\n", "\n@\n", "noise\n",
    "@\nnoise\n", "abc\n", "@\n0123456789012345678901234567890123456789\n", " @\n",
  ])
  func aLineThatGitRefusesIsRefused(_ content: String) throws {
    let folder = try TemporaryFolder()
    let raw = try RawRepository(makingAt: folder.path.appending("repo"))
    let tip = try raw.commit(tree: raw.tree([]), parents: [], message: Array("One".utf8))
    try raw.point("main", at: tip)
    let content = content.replacing("@", with: tip)
    try folder.write(content, to: "repo/.git/shallow")
    let told = try raw.git.outcome(["rev-list", "refs/heads/main"])
    let repository = try Repository(at: raw.git.folder)
    let found = try? repository.shallowBoundary()
    #expect((found != nil) == (told.status == 0), "\(content) \(told.errorText)")
    if let found, !content.isEmpty {
      #expect(found.contains(try #require(ObjectID(hex: tip))))
    }
  }
}
