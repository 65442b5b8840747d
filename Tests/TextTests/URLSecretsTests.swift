import Testing
import Text

/// Secrets in urls.
@Suite struct URLSecretsTests {
  @Test(arguments: [
    "https://s3cret@host/a", "https://u:s3cret@host/a", "https://s3cret:x@host/a",
    "HTTPS://u:s3cret@h/a",
    "https://u:s3cret/x@host/a", "https://u:12/s3cret@host/a", "https://u:s3cret?x@host/a",
    "https://u:s3cret#x@host/a", "https://u:s3cret/@host/a", "https://u:s3cret@x@host/a",
    "https://u%3As3cret@host/a", "ssh://u%3As3cret@host/a", "ssh://u%253As3cret@host/a",
    "ssh://u:s3cret@host/a", "git://u:s3cret@host/a", "git+https://s3cret@host/a",
    "ftp://u:s3cret@host/a",
    "file://u:s3cret@/a", "u:s3cret@host:path", "u:s3cret/x@host:path", "u:s3cret@host/path",
    "https://s3cr/et@forge.example/a",
    "https://host/a?access_token=s3cret", "https://host/a?x=1&private_token=s3cret&y",
    "https://host/a?access%5Ftoken=s3cret", "https://host/a;jsessionid=s3cret",
    "https://host/a;JSESSIONID=s3cret/b", "https://host/a#access_token=s3cret",
    "https://host/?PHPSESSID=s3cret",
    "https://host/a?X-Amz-Signature=s3cret", "https://host/a?api_key=s3cret",
    "https://host/a?key=s3cret",
    "https://host/a?sig=s3cret&x=2", "https://host/a?user=x;password=s3cret",
    "u@host:a?token=s3cret",
    "https://host/a?q=1?token=s3cret", "https://host/ghp_s3cret0123456789/a",
    "https://host/a?x=glpat-s3cret01234567",
    "https://[::1]:8080/a?token=s3cret", "http://s3cret:x-oauth-basic@host/a",
    "https://u:s3cret\u{301}@host/a",
  ])
  func areFoundAndMasked(_ url: String) {
    #expect(URLSecrets.areIn(url))
    let masked = URLSecrets.masked(url: url)
    #expect(!masked.contains("s3cr"), "\(masked)")
    #expect(masked.contains("***"))
    #expect(!URLSecrets.areIn(masked) || masked.contains("***"), "\(masked)")
    #expect(masked == URLSecrets.masked(url: masked))
    if url.contains("://") {
      let message = "fatal: unable to access '\(url)': The requested URL returned error: 403"
      let shown = URLSecrets.masked(message)
      #expect(!shown.contains("s3cr"), "\(shown)")
      #expect(shown.hasSuffix(": The requested URL returned error: 403"))
    }
  }

  @Test(arguments: [
    "https://git.example.com/acme/platform.git", "https://host:8443/a", "https://[::1]:8080/a/b",
    "ssh://git@host:22/a", "git@host:a/b.git", "host:path", "host:a/b@c", "../platform",
    "/srv/a:b@c", "./a:b@c:d",
    "file:///srv/git/a", "https://registry.example/@scope/name", "https://host:443/@scope/name",
    "http://127.0.0.1:8000/health?verbose=1&author=ana", "http://localhost/@x", "https://@host/a",
    "",
    "https://host/a?page=2&monkey=1", "https://host/a;v=1", "https://host/keys?sort=key", "~/x",
    "C/a",
  ])
  func ordinaryUrlsHoldNone(_ url: String) {
    #expect(!URLSecrets.areIn(url))
    #expect(URLSecrets.masked(url: url) == url)
    #expect(URLSecrets.masked("see \(url) there") == "see \(url) there")
  }

  @Test func aTokenIsMaskedWithoutItsUrl() {
    #expect(
      URLSecrets.masked("remote: ghp_0123456789abcdef isn't valid, nor (glpat-0123456789abcdef)")
        == "remote: *** isn't valid, nor (***)")
  }
}
