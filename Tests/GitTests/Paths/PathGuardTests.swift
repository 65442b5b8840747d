import Git
import Support
import Testing
import Text

/// Which paths no sync may write.
@Suite struct PathGuardTests {
  /// Scalars that HFS+ ignores in names (git's `utf8.c`, `next_hfs_char`).
  private static let ignorable: [UInt32] =
    Array(0x200C...0x200F) + Array(0x202A...0x202E) + Array(0x206A...0x206F) + [0xFEFF]

  /// Names that some file system takes for `.git` or a parent: git's `t1014-read-tree-confusing.sh`,
  /// libgit2's `checkout/nasty.c`, and their kin.
  static let confusing: [String] = [
    ".", "..", ".git", ".GIT", ".Git", ".gIt", "\u{200C}.Git", ".gI\u{200C}T", ".GiT\u{200C}",
    "git~1", "GIT~1", "Git~1", ".git. ", ".git.", ".git ", ".git . . ", ".git...",
    ".git...:alternate-stream", ".git:stream", ".git::$INDEX_ALLOCATION", ".git::$DATA",
    ".GIT. :x", "git~1.", "git~1 ", "git~1:x", "git~1::$INDEX_ALLOCATION",
    #".\.GIT\foobar"#, #".git\foobar"#, #"a\.git"#, #"a\.GIT\config"#, #"a\git~1\b"#,
    #".git\"#, #"a\.git:x\b"#, #"a\.git ."#,
  ]

  /// What edgesync refuses although git takes it: Windows may give `.git` any of these short names,
  /// and takes a backslash for a slash.
  static let stricterThanGit: [String] = [
    "git~2", "GIT~9", "git~10", "git~2 .", #"..\x"#, #"a\..\b"#, #"a\.."#, #"\.."#, #"\.git"#,
  ]

  /// Names that look alike and are fine.
  static let fine: [String] = [
    "a", ".gitignore", ".gitattributes", ".gitmodules", ".github", ".gitlab-ci.yml", ".git2",
    ".gitt", "x.git", "git", "GIT", "git~", "git~a", "git~1a", "gits~1", "gi~1", "..a", "a..",
    "...",
    "....", ".g\u{200B}it", ".gït", "g\u{200C}it", ".gi", ".it", "CON", "a:b", #"a\b"#, "a b",
    " a", "a ", "a.", "file\r", "new\nline", "tab\there", "日本", "caf\u{E9}", "cafe\u{301}", "-rf",
    "--", "*", "?", "~", "$HOME", "%41", "\u{202E}gpj.exe",
  ]

  @Test(arguments: confusing + stricterThanGit)
  func aConfusingNameIsRefusedWhereverItStands(_ name: String) {
    for path in [name, "a/\(name)", "\(name)/x", "a/\(name)/x", "a/b/\(name)"] {
      #expect(PathGuard.refusal(of: RepoPath(path)) != nil, "\(RepoPath(path))")
    }
  }

  @Test(arguments: fine)
  func anotherNamePasses(_ name: String) {
    for path in [name, "a/\(name)", "\(name)/x"] {
      #expect(PathGuard.refusal(of: RepoPath(path)) == nil, "\(RepoPath(path))")
    }
  }

  @Test func whatHFSIgnoresHidesNothing() {
    for value in Self.ignorable {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for word in [".git", ".GIT", ".gIt"] {
        let letters = Array(word.unicodeScalars)
        for first in 0...letters.count {
          for second in first...letters.count {
            var name = letters
            name.insert(scalar, at: second)
            name.insert(scalar, at: first)
            let path = RepoPath("a/" + String(String.UnicodeScalarView(name)) + "/config")
            #expect(PathGuard.refusal(of: path) != nil, "\(path)")
          }
          var name = letters
          name.insert(scalar, at: first)
          let path = RepoPath(String(String.UnicodeScalarView(name)))
          #expect(PathGuard.refusal(of: path) != nil, "\(path)")
        }
      }
    }
  }

  /// Git with every protection on is the oracle: what it refuses is refused, and what it takes
  /// passes.
  @Test func gitAgrees() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet")
    let blob = try git.line("hash-object", "-w", "--stdin", input: [])
    func isTaken(_ path: String) throws -> Bool {
      let outcome = try git.outcome([
        "-c", "core.protectHFS=true", "-c", "core.protectNTFS=true", "update-index", "--add",
        "--cacheinfo", "100644,\(blob),\(path)",
      ])
      return outcome.status == 0
    }
    for name in Self.confusing { #expect(try !isTaken("d/\(name)"), "\(RepoPath(name))") }
    for name in Self.fine + Self.stricterThanGit.filter({ !$0.hasSuffix("..") }) {
      #expect(try isTaken("d/\(name)"), "\(RepoPath(name))")
    }
  }

  private static let thatNoTreeHolds: [(path: String, reason: String)] = [
    ("", "empty"), ("/", "empty"), ("a//b", "empty"), ("/a", "empty"), ("a/", "empty"),
    ("a\0b", "NUL"), ("./a", "a name in it is ."), ("a/../b", "a name in it is .."),
    (String(repeating: "a", count: 256), "255 bytes"),
    (String(repeating: "abcdefg/", count: 512) + "a", "4095 bytes"),
  ]

  @Test(arguments: thatNoTreeHolds)
  func aPathThatNoTreeHoldsIsRefused(_ path: String, _ reason: String) throws {
    let bytes = Array(path.utf8)
    let refusal = try #require(PathGuard.refusal(of: RepoPath(bytes)))
    #expect(refusal.string.contains(reason))
  }

  @Test func theLongestNamesPass() {
    #expect(PathGuard.refusal(of: RepoPath(Array(repeating: UInt8(0x61), count: 255))) == nil)
    let name = String(repeating: "n", count: 45)
    let path = Array(repeating: name + "/", count: 88).joined() + String(repeating: "m", count: 47)
    #expect(path.utf8.count == 4095)
    #expect(PathGuard.refusal(of: RepoPath(path)) == nil)
  }

  @Test func bytesThatAreNoTextPassAndHideNothing() {
    #expect(PathGuard.refusal(of: RepoPath([0x63, 0xE9])) == nil)
    #expect(PathGuard.refusal(of: RepoPath([0x80, 0x2F, 0xFF])) == nil)
    #expect(PathGuard.refusal(of: RepoPath([0xFF, 0x2F] + Array(".git".utf8))) != nil)
    #expect(PathGuard.refusal(of: RepoPath(Array(".git:".utf8) + [0xFF])) != nil)
  }

  @Test(arguments: [
    ".gitmodules", ".GITMODULES", ".gitmodules ", ".gitmodules.", ".gitmodules:x",
    ".git\u{200C}modules",
    "gitmod~1", "GITMOD~4", "gi7eba~1", "GI7EBA~9", "gi7eb~10", "~1000000", "gitmod~1 .",
    "gi7eba~1:x",
    ".gitattributes", ".GitAttributes", "gitatt~1", "gi7d29~2", "\u{FEFF}.gitattributes",
  ])
  func aSymlinkWhereGitReadsByNameIsRefused(_ name: String) {
    for path in [name, "a/\(name)"] {
      #expect(PathGuard.refusal(ofSymlinkAt: RepoPath(path)) != nil, "\(RepoPath(path))")
    }
    #expect(PathGuard.refusal(ofSymlinkAt: RepoPath(name + "/a")) == nil)
  }

  @Test(arguments: [
    "a", ".gitignore", ".mailmap", "gitmod~5", "gitmod~0", "gitmodules", ".gitmodule", "gi7eba~a",
    "gi7ebb~1", "gitmod1", ".gitattribute", "gitattributes",
  ])
  func anotherSymlinkPasses(_ name: String) {
    #expect(PathGuard.refusal(ofSymlinkAt: RepoPath(name)) == nil)
  }

  @Test(arguments: [
    ("a", false), ("con.txt", true), ("CON", true), ("nul", true), ("Aux.tar.gz", true),
    ("com1", true),
    ("LPT9.log", true), ("com0", false), ("console", false), ("com10", false), ("a:b", true),
    (#"a\b"#, true), ("what?", true), ("a*", true), ("end.", true), ("end ", true), ("a\tb", true),
    ("x/prn/y", true), (".config", false), ("aux", true), ("auxiliary", false),
  ])
  func whatWindowsCantHoldIsSaid(_ path: String, _ isTrouble: Bool) {
    #expect((PathGuard.windowsTrouble(of: RepoPath(path)) != nil) == isTrouble)
    #expect(PathGuard.refusal(of: RepoPath(path)) == nil)
  }
}
