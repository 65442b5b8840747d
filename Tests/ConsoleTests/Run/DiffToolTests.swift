import Git
import Testing

@testable import Console

/// The names under which a diff tool gets two versions of a file.
@Suite struct DiffToolTests {
  @Test(arguments: [
    ("services/api/app.py", "services/api/app.py"), ("a b/é漢.c", "a b/é漢.c"),
    ("Makefile", "Makefile"), ("-rf", "-rf"),
    // Odd characters are escaped, so that nothing obeys them.
    ("a/$(id)`x`;'\".c", "a/%24%28id%29%60x%60%3B%27%22.c"), ("a%20", "a%2520"),
    ("a\u{1B}[2J\n.c", "a%1B%5B2J%0A.c"), ("a\u{202E}c.h", "a%E2%80%AEc.h"),
    // What git would not write leads nowhere.
    ("a/.git/config.py", "file.py"), ("../../a.c", "file.c"), ("a/../b", "file"),
    (String(repeating: "n", count: 300) + ".swift", "file.swift"),
    ("a/.git/x.$(id)", "file"),
    (
      Array(repeating: String(repeating: "n", count: 200), count: 12).joined(separator: "/"), "file"
    ),
  ])
  func aVersionStandsByItsOwnPath(_ path: String, _ place: String) {
    #expect(DiffTool.place(of: RepoPath(path)) == place)
  }

  @Test func bytesThatAreNoTextAreEscaped() {
    #expect(DiffTool.place(of: RepoPath([0x61, 0xFF, 0x2E, 0x63] as [UInt8])) == "a%FF.c")
  }
}
