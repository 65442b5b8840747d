import Rules
import Testing
import Text

/// Pages are told from addresses of known forges alone.
struct UpstreamPagesTests {
  @Test(arguments: [
    (
      "https://github.com/acme/platform.git", "https://github.com/acme/platform/commit/ab1",
      "https://github.com/acme/platform/issues/12", nil
    ),
    (
      "git@github.com:acme/platform", "https://github.com/acme/platform/commit/ab1",
      "https://github.com/acme/platform/issues/12", nil
    ),
    (
      "ssh://git@gitlab.acme.example:2222/a/b/c.git/",
      "https://gitlab.acme.example/a/b/c/-/commit/ab1",
      "https://gitlab.acme.example/a/b/c/-/issues/12",
      "https://gitlab.acme.example/a/b/c/-/merge_requests/12"
    ),
    (
      "https://Codeberg.org/a/b", "https://codeberg.org/a/b/commit/ab1",
      "https://codeberg.org/a/b/issues/12", "https://codeberg.org/a/b/pulls/12"
    ),
  ])
  func pagesOfForges(url: String, commit: String, issue: String, request: String?) throws {
    let pages = try #require(UpstreamPages(UpstreamAddress(url: url, branch: "main")))
    #expect(pages.commit("ab1")?.text == commit)
    #expect(pages.issue("12")?.text == issue)
    #expect(pages.request("12")?.text == request)
  }

  @Test(arguments: [
    "../platform", "/srv/github.com/a", "file:///srv/github.com/a", "https://git.example/a/b",
    "https://github.com", "https://github.com/a\u{1B}b/c", "https://github.com/ä/ö",
  ])
  func otherAddressesHaveNone(url: String) {
    #expect(UpstreamPages(UpstreamAddress(url: url, branch: "main")) == nil)
  }
}
