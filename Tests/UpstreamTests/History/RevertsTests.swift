import Git
import Support
import SystemPackage
import Testing
import Upstream

/// Which commit takes another back.
@Suite struct RevertsTests {
  /// Two take it back, and the clock of the first one is ahead: it is the first one all the same.
  @Test(arguments: [(4_000_000_000, 978_307_200), (1_790_000_100, 1_790_000_300)])
  func theFirstOneIsFoundWhateverClocksSay(_ first: Int, _ second: Int) throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--bare", "--template=", ".")
    func commit(_ message: String, _ time: Int, _ parents: [String]) throws -> String {
      let tree = try git.run("hash-object", "-t", "tree", "-w", "--stdin", input: []).lines[0]
      let made = try Plumbing(
        folder.path,
        variables: [
          "GIT_AUTHOR_DATE": "@\(time) +0000", "GIT_COMMITTER_DATE": "@\(time) +0000",
        ]
      ).outcome(["commit-tree", tree, "-m", message] + parents.flatMap { ["-p", $0] })
      return try #require(made.lines.first, "\(made.errorText)")
    }
    let base = try commit("Base", 1_790_000_000, [])
    let wrong = try commit("Wrong", 1_790_000_010, [base])
    let one = try commit("One\n\nThis reverts commit \(wrong).", first, [wrong])
    let two = try commit("Two\n\nThis reverts commit \(wrong).", second, [one])
    let side = try commit("Side", 1_790_000_900, [one])
    let tip = try commit("Merge", 1_790_001_000, [side, two])
    let upstream = try Repository(at: folder.path)
    let id = { (hex: String) in try #require(ObjectID(hex: hex)) }
    let reverts = try Reverts(after: id(base), upTo: id(tip), in: upstream)
    #expect(try reverts.revert(of: id(wrong), in: upstream)?.hex == one)
  }
}
