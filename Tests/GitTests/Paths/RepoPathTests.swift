import Git
import Support
import Testing
import Text

/// Paths as bytes.
@Suite struct RepoPathTests {
  @Test func twoSpellingsOfANameAreTwoPaths() {
    let composed: RepoPath = "caf\u{E9}"
    let decomposed: RepoPath = "cafe\u{301}"
    #expect(composed != decomposed)
    #expect(Set([composed, decomposed]).count == 2)
    #expect(RepoPath("a") != RepoPath("A"))
  }

  @Test(arguments: [
    ("", [], "", ""), ("a", ["a"], "a", ""), ("a/b", ["a", "b"], "b", "a"),
    ("a/b/c.d", ["a", "b", "c.d"], "c.d", "a/b"),
  ])
  func aPathHasItsParts(_ text: String, _ names: [String], _ name: String, _ parent: String) {
    let path = RepoPath(text)
    #expect(path.names.map { String(decoding: $0, as: UTF8.self) } == names)
    #expect(String(decoding: path.name, as: UTF8.self) == name)
    #expect(path.parent == RepoPath(parent))
    #expect(path.isRoot == text.isEmpty)
  }

  @Test(
    arguments: [
      ("a/b", "a", "b"), ("a/b", "", "a/b"), ("a", "a", ""), ("a/b/c", "a/b", "c"),
      ("ab/c", "a", nil),
      ("a", "a/b", nil), ("b/a", "a", nil), ("A/b", "a", nil), ("", "", ""), ("", "a", nil),
      ("a.b/c", "a", nil),
    ] as [(String, String, String?)])
  func aPathLiesInAFolderOrNot(_ path: String, _ folder: String, _ relative: String?) {
    #expect(RepoPath(path).isInside(RepoPath(folder)) == (relative != nil))
    #expect(RepoPath(path).relative(to: RepoPath(folder)) == relative.map { RepoPath($0) })
    if let relative { #expect(RepoPath(folder).appending(RepoPath(relative)) == RepoPath(path)) }
  }

  @Test func pathsSortAsGitSortsThem() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet")
    let blob = try git.line("hash-object", "-w", "--stdin", input: [])
    let names = [
      "b", "a/b", "a.b", "a-b", "a0", "a", "A", "é", "e\u{301}", "日", "a/", "_", "~", "a b",
    ]
    .filter { $0 != "a/" && $0 != "a" }
    let input = names.map { "100644 \(blob) 0\t\($0)\0" }.joined()
    try git.run("update-index", "-z", "--index-info", input: Array(input.utf8))
    let listed = try git.run("ls-files", "-z").output.split(separator: 0).map { RepoPath($0) }
    #expect(names.map { RepoPath($0) }.sorted() == listed)
  }

  @Test(arguments: [
    ("plain", "plain", false), ("100%", "100%", false), ("日本", "日本", false),
    ("a b\t", "a b\t", false),
  ])
  func textStaysAsItIs(_ path: String, _ escaped: String, _ isEscaped: Bool) {
    #expect(RepoPath(path).percentEscaped == (escaped, isEscaped))
  }

  @Test(arguments: [
    ([0xE9], "%E9"), ([0x25, 0xE9], "%25%E9"), (Array("日%".utf8) + [0xFF, 0x61], "日%25%FFa"),
    ([0xED, 0xA0, 0x80], "%ED%A0%80"), ([0xE2, 0x82, 0x2F, 0x61], "%E2%82/a"),
  ])
  func whatIsNoTextIsEscaped(_ bytes: [UInt8], _ escaped: String) {
    #expect(RepoPath(bytes).percentEscaped == (escaped, true))
  }
}
