import Foundation
import Git
import Support
import SystemPackage
import Testing

/// Repositories that somebody else made: found and named as git does, with nothing read that could hold more than is
/// asked for.
@Suite struct ForeignRepositoryTests {
  private let folder: TemporaryFolder
  private let raw: RawRepository
  private let commits: [String]

  init() throws {
    folder = try TemporaryFolder()
    raw = try RawRepository(makingAt: folder.path.appending("repo"))
    let tree = try raw.tree([])
    var commits: [String] = []
    for number in 0..<4 {
      let parents = number == 3 ? [commits[2], commits[0]] : commits.suffix(1).map(\.self)
      commits.append(
        try raw.commit(tree: tree, parents: Array(parents), message: Array("\(number)".utf8)))
    }
    self.commits = commits
    try raw.point("main", at: commits[3])
    try raw.point("topic/one", at: commits[1])
    try raw.git.run("tag", "v1", commits[0])
    try raw.git.run("tag", "-a", "-m", "second", "v2", commits[2])
    try raw.git.run("update-ref", "refs/remotes/origin/next", commits[2])
    try raw.git.run("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/next")
  }

  @Test(arguments: [false, true])
  func namesLeadWhereGitSays(isPacked: Bool) throws {
    if isPacked { try raw.git.run("pack-refs", "--all") }
    let repository = try Repository(reading: raw.git.folder)
    let short = String(commits[1].prefix(8))
    let names = [
      "main", "topic/one", "heads/main", "refs/heads/main", "v1", "tags/v1", "v2", "v2^{}",
      "v2^{commit}", "origin/next", "origin", "HEAD", "@", "main^", "main^2", "main~2", "main^2~0",
      "main~1^1", "main^0", "HEAD~3", short, short + "^", "v1-3-g" + short, "main^3", "main~9",
      "nope",
      "refs/heads/nope", "", "-x", "main^-", "main:", "../HEAD", "main..v1", "v1@{0}x",
    ]
    for name in names {
      let told = try raw.git.outcome(
        ["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"])
      let found = try? repository.resolveCommit(name).hex
      #expect(
        found == (told.status == 0 && !name.hasPrefix("-") ? told.lines.last : nil), "\(name)")
    }
    let tip = try #require(ObjectID(hex: commits[3]))
    #expect(try repository.head() == .branch("refs/heads/main", tip))
  }

  @Test func allWaysToAFolderAreFound() throws {
    let bare = folder.path.appending("bare.git")
    try raw.git.run("clone", "--quiet", "--bare", ".", bare.string)
    let linked = folder.path.appending("linked")
    let first = try #require(ObjectID(hex: commits[0]))
    try raw.git.run("worktree", "add", "--quiet", "--detach", linked.string, commits[0])
    for place in [raw.git.folder, raw.git.folder.appending(".git"), bare, linked] {
      let repository = try Repository(reading: place)
      #expect(try repository.reference("refs/heads/main")?.hex == commits[3], "\(place)")
      #expect(try repository.commit(first).parents == [])
    }
    #expect(try Repository(reading: linked).head().commit?.hex == commits[0])
    for place in [folder.path, raw.git.folder.appending(".git/refs"), folder.path.appending("no")] {
      #expect(throws: GitError.self) { try Repository(reading: place) }
    }
  }

  /// What would be read for ever, or would be read elsewhere.
  @Test(arguments: ["HEAD", "config", "packed-refs", "refs/heads/main", "shallow", "commondir"])
  func aFIFOOrADeviceInItsPlaceKeepsNobody(_ name: String) throws {
    let path = raw.git.folder.appending(".git").appending(name).string
    for kind in ["fifo", "device"] {
      try? FileManager.default.removeItem(atPath: path)
      if kind == "fifo" { mkfifo(path, 0o644) } else { symlink("/dev/zero", path) }
      let repository = try? Repository(reading: raw.git.folder)
      _ = try? repository?.head()
      _ = try? repository?.reference("refs/heads/none")
      _ = try? repository?.shallowBoundary()
      let main = try? repository?.reference("refs/heads/main")
      // Without its settings, it isn't known in which form it is; and git stops at such packed refs.
      let isRead = !["config", "packed-refs", "refs/heads/main"].contains(name)
      #expect(!isRead || main?.hex == commits[3], "\(kind)")
    }
  }

  @Test func itsConfigurationIsNotFollowed() throws {
    let settings = """
      [include]
        path = /dev/zero
      [core]
        bare = maybe
        fsmonitor = touch canary

      """
    try folder.write(settings, to: "repo/.git/config")
    let repository = try Repository(reading: raw.git.folder)
    #expect(try repository.resolveCommit("main").hex == commits[3])
    #expect(try repository.setting("core.fsmonitor") == nil)
  }
}
