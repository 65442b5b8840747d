import Foundation
import Support
import SystemPackage
import Testing

@testable import Git

/// Files of packed refs, against `git for-each-ref`: what git stops at isn't read, and of the rest the same refs count.
@Suite struct PackedReferencesTests {
  private static let texts = [
    "", "HEX refs/heads/a\n", "# pack-refs with: peeled fully-peeled sorted \nHEX refs/heads/a\n",
    "# pack-refs with:\nHEX refs/heads/a\n", "# pack-refs with: sorted\nHEX refs/heads/a\n^HEX\n",
    "HEX refs/heads/b\nHEX refs/heads/a\n", "HEX\trefs/heads/a\n", "HEX refs/heads/a.lock\n",
    "HEX refs/heads/a..b\n", "HEX refs/heads/a b\n", "HEX refs/heads/a~1\n", "HEX a/b\n",
    "HEX FETCH_HEAD\n",
    "HEX refs/heads/@\n", "HEX refs/heads/a@{1}\n", "HEX refs/heads/a.\n", "HEX refs/heads/.a\n",
    "HEX refs/heads/a\n^HEX\nHEX refs/heads/b\n", "HEX refs/heads/\u{E9}\n",
    // What git stops at.
    "HEX refs/heads/a", "noise\n", "\n", "HEX\n", "HEX \n", "HEXrefs/heads/a\n",
    "# other\nHEX refs/heads/a\n",
    "HEX refs/heads/a\n# pack-refs with: peeled\n", "^HEX\n", "HEX refs/heads/a\n^noise\n",
    "HEX refs/heads/a\n^HEX \n", "HEX refs/heads/a\n^HEX\n^HEX\n", "HEX refs/heads/a\n\n",
    "HEX refs/../a\n",
    "HEX refs/heads//a\n", "HEX a b\n", "HEX refs/heads/./a\n", "HEX refs/heads/a/\n",
    "XHE refs/heads/a\n",
    "HEX refs/heads/a\n\0\n", " HEX refs/heads/a\n", "# pack-refs with: sorted",
  ]

  @Test(arguments: texts) func areReadAsGitReadsThem(_ text: String) throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    try git.run("init", "--quiet", "--template=", "--initial-branch=main", ".")
    try git.run("commit", "--quiet", "--allow-empty", "-m", "One")
    let id = try git.line("rev-parse", "main")
    try folder.write(Array(text.replacing("HEX", with: id).utf8), to: ".git/packed-refs")
    let told = try git.outcome(["for-each-ref", "--format=%(refname)"])
    let heads = told.lines.filter { $0.hasPrefix("refs/heads/") }
    let found: [String]?
    do {
      found = try Repository(reading: folder.path).commits(ofReferencesIn: "refs/heads/")
        .map(\.name)
    } catch {
      #expect("\(error)".contains("for-each-ref` says"))
      found = nil
    }
    #expect(found == (told.status == 0 ? heads : nil), "\(told.errorText)")
  }
}
