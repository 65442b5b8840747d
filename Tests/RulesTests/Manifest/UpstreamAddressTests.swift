import Rules
import Support
import Testing

/// Where upstream is.
@Suite struct UpstreamAddressTests {
  @Test(arguments: [
    ("../platform", "platform"), ("/srv/git/platform.git", "platform"), ("./a:b", "a:b"),
    ("~/x", "x"),
    ("C/a", "a"), (".", "."), ("a/.git", "a"), ("a/b.git/", "b"), ("caf\u{E9}", "café"),
  ])
  func aPathIsLocal(_ url: String, _ name: String) {
    let address = UpstreamAddress(url: url, branch: "main")
    #expect(address.transport == .local(url))
    #expect(address.urlRefusal == nil)
    #expect(address.repositoryName == name)
  }

  @Test(arguments: [
    ("https://git.example.com/acme/platform.git", "https", "acme/platform"),
    ("ssh://git@example.com:2222/acme/platform", "ssh", "acme/platform"),
    ("git@example.com:acme/platform.git", "ssh", "acme/platform"),
    ("example.com:platform", "ssh", "platform"),
    ("file:///srv/git/platform.git", "file", "git/platform"),
    ("git://example.com/p.git", "git", "p"),
    ("HTTPS://example.com/a/b", "https", "a/b"), ("ssh://ana@example.com/a/b", "ssh", "a/b"),
    ("https://example.com", "https", "https://example.com"),
  ])
  func aUrlIsRemote(_ url: String, _ scheme: String, _ name: String) {
    let address = UpstreamAddress(url: url, branch: "main")
    #expect(address.transport == .remote(scheme: scheme))
    #expect(address.urlRefusal == nil)
    #expect(address.repositoryName == name)
  }

  /// A mark on a character makes another character of it for a `String`, and none for git.
  @Test(arguments: [
    "ext::\u{301}sh", "ext:\u{301}:sh", "-\u{301}x", "https://a:\u{301}b@x/y",
    "https://a:b@\u{301}x/y",
    "ftp:/\u{301}/x", "ftp://\u{301}x", "a\u{9B}b", "a\u{7F}b", "a\u{0}b", "a\r\nb",
  ])
  func marksHideNothing(_ url: String) {
    let address = UpstreamAddress(url: url, branch: "main")
    let isRefused = address.urlRefusal != nil
    // Between two colons, or two slashes, a mark makes an ordinary address of it for git as well.
    let isOrdinary =
      url.utf8.elementsEqual("ext:\u{301}:sh".utf8) || url.utf8.elementsEqual("ftp:/\u{301}/x".utf8)
    #expect(isRefused != isOrdinary)
  }

  /// `git check-ref-format` is the judge.
  @Test func branchNamesAreTakenAsGitTakesThem() throws {
    let folder = try TemporaryFolder()
    let git = Plumbing(folder.path)
    var names = [
      "main", "a/b", "release-1.0", "é", "日本", "a\u{301}", "", "/", "a/", "/a", "a//b", ".a",
      "a/.b", "a.",
      "a..b", "..\u{301}", "a..\u{301}b", "a.lock", "a.lock/b", "a.locked", "@", "@{", "a@{b",
      "a@{\u{301}b",
      "a@b", "a b", "a~b", "a^b", "a:b", "a?b", "a*b", "a[b", "a\\b", "a\u{7F}b", "a\tb", "a\nb",
      "-", "-a",
      "a-", "a/-b", "HEAD", "refs/heads/x", "{", "}", "a{b}", "\u{85}", "\u{202E}", ".", "..",
      "a/..", "a./b",
      "a.lo\u{301}ck", "a/\u{301}", "a/.\u{301}b",
    ]
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<60 {
      let parts = ["a", "/", ".", "..", "@", "{", "lock", "-", "\u{301}", ".lock", "é", "~"]
      names.append((0..<generator.number(1...5)).map { _ in generator.pick(parts) }.joined())
    }
    for name in names where !name.utf8.contains(0) {
      let outcome = try git.outcome(["check-ref-format", "refs/heads/" + name])
      // A name that looks like an option is no name for edgesync, wherever it would go.
      let isTaken = outcome.status == 0 && name.utf8.first != UInt8(ascii: "-")
      let address = UpstreamAddress(url: "u", branch: name)
      #expect((address.branchRefusal == nil) == isTaken, "\(name.debugDescription)")
    }
  }
}
