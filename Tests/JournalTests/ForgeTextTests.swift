import Git
import Rules
import Support
import Testing
@testable import Journal

/// What forges act on: nobody is called, nothing closed, nothing linked.
@Suite struct ForgeTextTests {
  @Test(arguments: [
    ("fixes #1", "fixes # 1"), ("closes org/repo#12", "closes org/repo# 12"), ("GH-1", "GH- 1"),
    ("(gh-7)", "(gh- 7)"), ("GL-3", "GL- 3"), ("@org/team", "@ org/team"),
    ("cc @ana,@bo", "cc @ ana,@ bo"),
    (".@ana", ".@ ana"), ("é@ana", "é@ ana"), ("see !3", "see ! 3"), ("&5", "& 5"),
    ("a/b!7", "a/b! 7"),
    ("resolves https://github.com/o/r/issues/1", "resolves https: //github.com/o/r/issues/1"),
    ("Closes: HTTP://x/-/issues/1", "Closes: HTTP: //x/-/issues/1"),
    ("www.github.com/o/r/pull/1", "www. github.com/o/r/pull/1"),
    ("o/r@0123456789", "o/r@ 0123456789"), ("closes PROJ-12", "closes PROJ- 12"),
    ("Fix: ABC_D-1", "Fix: ABC_D- 1"),
    ("PROJ-1 #close #time 2h", "PROJ-1 # close # time 2h"), ("AB#9", "AB# 9"),
    ("[issue:4]", "[issue: 4]"),
    ("x [skip ci]", "x [ skip ci]"), ("[ci skip]", "[ ci skip]"), ("[no ci]", "[ no ci]"),
    ("***NO_CI***", "*** NO_CI***"), ("[skip-azurepipelines]", "[ skip-azurepipelines]"),
    ("#1#2", "# 1# 2"), ("@a@b", "@ a@b"), ("##1", "## 1"), ("##[error]x", "# #[error]x"),
    ("a ##vso[x]", "a # # vso[x]"),
  ])
  func isInert(_ text: String, _ inert: String) {
    #expect(ForgeText.inert(text) == inert)
    #expect(ForgeText.inert(inert) == inert)
    #expect(Markdown.text(text).replacing("\\", with: "") == inert)
  }

  @Test(arguments: [
    "Log the model id", "ana@example.com", "C# and F#", "a != b", "UTF-8 and SHA-256", "1 & 2",
    "[a](b)", "a - b",
    "# heading", "x@", "50% of 3", "a::b", "e-mail", "[tests] more", "it's 10:30",
  ])
  func ordinaryTextStaysAsItIs(_ text: String) {
    #expect(ForgeText.inert(text) == text)
  }

  /// A path in a trailer comes back as it was.
  @Test(arguments: [
    "@org/team", "a/#1/b", "a!1", "fixes-x/GH-1", "www.x/y", "[skip ci]/x", "***NO_CI***", "a b/@c",
    "100%/@x",
  ])
  func trailersKeepPaths(_ path: String) throws {
    let trailers = Trailers(
      kind: .weekly, upstream: "u", from: .zero, to: .emptyTree, overrides: [RepoPath(path)])
    #expect(ForgeText.inert(trailers.text) == trailers.text, "\(trailers.text)")
    #expect(Trailers(parsing: trailers.text)?.overrides == [RepoPath(path)])
  }

  @Test func trailersCallNobody() {
    let trailers = Trailers(
      kind: .emergency, upstream: "u", from: .zero, to: .emptyTree,
      reason: "fixes #1 for @org/team",
      checks: [SyncEvent.Check(name: "unit @org/team #2", state: .passed, seconds: 1)])
    #expect(trailers.text.contains("Edgesync-Reason: fixes # 1 for @ org/team\n"))
    #expect(trailers.text.contains("Edgesync-Check: unit @ org/team # 2 passed 1.0\n"))
    #expect(
      Trailers(parsing: trailers.text)?.checks.first?.name == Trailers.name("unit @org/team #2"))
  }
}
