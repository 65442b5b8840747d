import Git
import Support
import SystemPackage
import Testing

/// Refs of a repository that somebody else made, against `git for-each-ref`.
@Suite struct ReferenceListTests {
  @Test func looseAndPackedRefsAreListedOnce() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--template=", "--initial-branch=main", ".")
    try git.run("commit", "--quiet", "--allow-empty", "-m", "One")
    try git.run("branch", "topic/one")
    try git.run("tag", "light")
    try git.run("tag", "-a", "-m", "Tag", "heavy")
    try git.run("tag", "of-a-tree", "main^{tree}")
    try git.run("pack-refs", "--all")
    try git.run("commit", "--quiet", "--allow-empty", "-m", "Two")
    try git.run("branch", "loose")
    try folder.write(Array("no id\n".utf8), to: ".git/refs/heads/damaged")
    let sut = try Repository(reading: folder.path)
    let heads = try sut.commits(ofReferencesIn: "refs/heads/")
    let listed = try ["loose", "main", "topic/one"].map {
      "refs/heads/\($0) \(try git.line("rev-parse", $0))"
    }
    #expect(heads.map { "\($0.name) \($0.id.hex)" } == listed)
    let tags = try sut.commits(ofReferencesIn: "refs/tags/")
    #expect(tags.map(\.name) == ["refs/tags/heavy", "refs/tags/light"])
    #expect(Set(tags.map(\.id)).count == 1)
    // The user's own repository, which libgit2 lists.
    let own = try Repository(at: folder.path).commits(ofReferencesIn: "refs/tags/")
    #expect(own.map(\.name).sorted() == tags.map(\.name))
  }

  /// A link in the place of a folder of refs leads nowhere.
  @Test func linksAreNotFollowed() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--template=", "--initial-branch=main", ".")
    try git.run("commit", "--quiet", "--allow-empty", "-m", "One")
    let id = try git.line("rev-parse", "main")
    try folder.write(Array("\(id)\n".utf8), to: "elsewhere/secret")
    _ = try Program("/bin/ln").run(
      ["-s", "../../../elsewhere", folder.path.appending(".git/refs/heads/out").string])
    let sut = try Repository(reading: folder.path)
    #expect(try sut.commits(ofReferencesIn: "refs/heads/").map(\.name) == ["refs/heads/main"])
  }
}
