import Git
import Support
import Testing
import Text
import Upstream

/// Which commit a copy is taken to come from where more than one comes near.
@Suite struct NearestPinTests {
  private static let places = [(from: "lib", to: "v")]
  private static let lines = (1...30).map { "line \($0)" }

  private static func text(_ changes: [Int: String]) -> String {
    lines.enumerated().map { (changes[$0.offset] ?? $0.element) + "\n" }.joined()
  }

  /// Every commit differs in the one file; a patch of the copy's own tells the lines from others.
  @Test(arguments: [0, 1, 2]) func fewestLinesDecideAmongEqualFiles(origin: Int) throws {
    let pair = try CopyPair()
    let states: [[Int: String]] = [[:], [3: "fix A"], [3: "fix A", 9: "fix B"]]
    let commits = try states.map {
      try pair.commit(["lib/a.h": Self.text($0)], to: pair.upstream)
    }
    var patched = states[origin]
    patched[20] = "ours"
    try pair.commit(["v/a.h": Self.text(patched)], to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.commit.id.hex == commits[origin])
    #expect(found.differences.map(\.kind) == [.modified])
    #expect(found.ties == nil)
  }

  @Test func linesThatOnlyMovedCountToo() throws {
    let pair = try CopyPair()
    let one = try pair.commit(["lib/a.h": "1\n2\n3\n4\n5\n"], to: pair.upstream)
    try pair.commit(["lib/a.h": "5\n4\n3\n2\n1\n"], to: pair.upstream)
    try pair.commit(["v/a.h": "1\n2\n3\n4\nfive\n"], to: pair.edge)
    #expect(try pair.search(Self.places).commit.id.hex == one)
  }

  @Test func tiesAreToldWithWhatDiffers() throws {
    let pair = try CopyPair()
    let one = try pair.commit(["lib/a.c": "one\n", "lib/b.c": "b\n"], to: pair.upstream)
    let two = try pair.commit(["lib/a.c": "two\n", "lib/b.c": "b\n"], to: pair.upstream)
    try pair.commit(["v/a.c": "ours\n", "v/b.c": "b\n"], to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.commit.id.hex == two)
    #expect(found.ties?.count == 1)
    #expect(found.ties?.next.id.hex == one)
    #expect(found.ties?.differing == ["v/a.c"])
  }

  /// A file that the copy lacks weighs less than one that differs: it may have been left out.
  @Test func aMissingFileWeighsLessThanAChangedOne() throws {
    let pair = try CopyPair()
    try pair.commit(["lib/a.c": "1\n", "lib/b.c": "1\n"], to: pair.upstream)
    try pair.commit(["lib/a.c": "1\n", "lib/b.c": "1\n", "lib/new.c": "1\n"], to: pair.upstream)
    let newest = try pair.commit(
      ["lib/a.c": "2\n", "lib/b.c": "1\n", "lib/new.c": "1\n"], to: pair.upstream)
    try pair.commit(["v/a.c": "2\n", "v/b.c": "1\n"], to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.commit.id.hex == newest)
    #expect(found.differences.map(\.path) == ["v/new.c"])
  }

  @Test(arguments: [
    // A folder, a kind of file, and a file at the top of folders of which nothing stands here.
    ["lib/fuzz/1": "x", "lib/fuzz/2": "x"], ["lib/one.md": "x", "lib/two.md": "x"],
    ["lib/deep/er/x.c": "x"],
  ])
  func whatTheCopyNeverTakesIsLeftOut(_ added: [String: String]) throws {
    let pair = try CopyPair()
    let files = ["lib/a.c": "1\n", "lib/b.c": "1\n"]
    try pair.commit(files, to: pair.upstream)
    let newest = try pair.commit(
      files.merging(added) { $1 }.merging(["lib/a.c": "2\n"]) { $1 }, to: pair.upstream)
    try pair.commit(["v/a.c": "2\n", "v/b.c": "1\n"], to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.commit.id.hex == newest)
    #expect(found.differences.isEmpty)
    #expect(found.leftOut.count == added.count)
  }

  // MARK: Branches and tags

  /// A release on a branch of its own, or on none but a tag's.
  @Test(arguments: [true, false]) func otherBranchesAndTagsAreSearched(isTag: Bool) throws {
    let pair = try CopyPair()
    let base = try pair.commit(["lib/a.c": "1\n", "lib/b.c": "1\n"], to: pair.upstream)
    try pair.commit(["lib/a.c": "1\n", "lib/b.c": "2\n"], to: pair.upstream)
    try pair.upstream.run("checkout", "--quiet", "--force", "-b", "1.x", base)
    let release = try pair.commit(["lib/a.c": "1 fixed\n", "lib/b.c": "1\n"], to: pair.upstream)
    try pair.upstream.run("tag", "-a", "-m", "1.1", "v1.1")
    try pair.upstream.run("checkout", "--quiet", "--force", "main")
    if isTag { try pair.upstream.run("branch", "--quiet", "-D", "1.x") }
    try pair.upstream.run("pack-refs", "--all")
    try pair.commit(["v/a.c": "1 fixed\n", "v/b.c": "1\n"], to: pair.edge)
    let found = try pair.search(Self.places, branch: "main")
    #expect(found.commit.id.hex == release)
    #expect(found.differences.isEmpty)
    #expect(found.tip?.name == (isTag ? "v1.1" : "1.x"))
    #expect(found.tip?.isBranch == !isTag)

    let stays = try pair.search(Self.places, branch: "main", staysOnFirst: true)
    #expect(stays.tip?.name == "main")
    #expect(stays.commit.id.hex == base)
    #expect(stays.nearer?.commit.hex == release)
    #expect(try pair.search(Self.places).commit.id.hex == base)
  }

  @Test func aBranchWhoseHistoryIsBrokenKeepsNobodyFromOthers() throws {
    let pair = try CopyPair()
    let commit = try pair.commit(["lib/a.c": "1\n"], to: pair.upstream)
    let lost = try pair.upstream.line(
      "hash-object", "-t", "commit", "-w", "--stdin", "--literally",
      input: Array(
        """
        tree \(try pair.upstream.line("rev-parse", "main^{tree}"))
        parent \(String(repeating: "b", count: 40))
        author A <a@x> 1790000000 +0000
        committer A <a@x> 1790000000 +0000

        lost

        """.utf8))
    try RawFiles.write(
      "\(lost)\n", at: "refs/heads/lost", below: pair.upstream.folder.appending(".git"))
    try pair.commit(["v/a.c": "1\n"], to: pair.edge)
    let found = try pair.search(Self.places, branch: "main")
    #expect(found.commit.id.hex == commit)
    #expect(found.unread.map(\.name) == ["lost"])
  }

  // MARK: Submodules

  /// Here it is a submodule too, files, or nothing.
  @Test(arguments: [["v/sub@": ""], ["v/sub/x.c": "x"], [:]])
  func submodulesAreLeftOut(_ here: [String: String]) throws {
    let pair = try CopyPair()
    let commit = try pair.commit(["lib/a.c": "1\n", "lib/sub@": ""], to: pair.upstream)
    try pair.commit(here.merging(["v/a.c": "1\n"]) { $1 }, to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.commit.id.hex == commit)
    #expect(found.differences.isEmpty)
    #expect(found.submodules == ["v/sub"])
    #expect(found.leftOut == ["v/sub"])
    #expect(found.edgeOnly == (here["v/sub/x.c"] == nil ? [] : ["v/sub/x.c"]))
  }

  @Test func aFolderThatStandsAsASubmoduleHereIsLeftOut() throws {
    let pair = try CopyPair()
    try pair.commit(["lib/a.c": "1\n", "lib/sub/x.c": "1\n"], to: pair.upstream)
    try pair.commit(["v/a.c": "1\n", "v/sub@": ""], to: pair.edge)
    let found = try pair.search(Self.places)
    #expect(found.differences.isEmpty)
    #expect(found.leftOut == ["v/sub/x.c"])
    #expect(found.edgeOnly == ["v/sub"])
  }
}
