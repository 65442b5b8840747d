import Rules
import Testing
import Text

/// The manifest's `alerts` and `stale`.
@Suite struct AlertRuleTests {
  private static let whole = """
    version: 1
    upstream: { url: u }
    mappings: [{ name: a, from: a, to: a }]

    """

  /// A manifest with alerts.
  static let good =
    whole + """
      stale: 9d
      alerts:
        - { on: failed, run: ./tell }
        - on: [stale, landed]
          post: "https://hooks.slack.com/services/${HOOK}"
          format: slack
          headers: { X-Team: edge, Authorization: "Bearer ${TOKEN}" }
          again: 24h
      """

  @Test func areRead() throws {
    let manifest = try Manifest(parsing: Array(Self.good.utf8))
    #expect(manifest.stale == 9 * 86_400)
    let alerts = manifest.alerts
    #expect(alerts.map(\.line) == [6, 7])
    #expect(alerts[0].kinds == [.failed] && alerts[0].channel == .run("./tell"))
    #expect(alerts[1].kinds == [.stale, .landed] && alerts[1].again == 86_400)
    guard case .post(let url, .slack, let headers) = alerts[1].channel else {
      Issue.record("it is a post")
      return
    }
    #expect(
      try url.filled(from: ["HOOK": "T0/B0"]) == "https://hooks.slack.com/services/T0/B0")
    #expect(headers.map(\.name) == ["Authorization", "X-Team"])
    #expect(throws: VariableText.Gap.unset("TOKEN")) { try headers[0].value.filled(from: [:]) }
    #expect(throws: VariableText.Gap.control("TOKEN")) {
      try headers[0].value.filled(from: ["TOKEN": "a\r\nHost: b"])
    }
    #expect(try Manifest(parsing: Array(Self.whole.utf8)).stale == Manifest.defaultStale)
  }

  /// Alerts that are refused, with the reason.
  static let cases = [
    ("{ run: x }", "the alert has no `on`. It is a list of failed, refused, stale,"),
    ("{ on: [], run: x }", "on is empty"),
    ("{ on: broken, run: x }", "on can't be `broken`. It is one of failed,"),
    ("{ on: failed }", "an alert has exactly one of `run` and `post`"),
    ("{ on: failed, run: x, post: \"https://h\" }", "an alert has exactly one of"),
    ("{ on: failed, run: x, format: text }", "a command gets JSON on standard input"),
    ("{ on: failed, post: x }", "post isn't an http url. Start it with http:// or https://"),
    ("{ on: failed, post: \"file:///etc/passwd\" }", "post isn't an http url"),
    ("{ on: failed, post: \"https://\" }", "post isn't an http url"),
    ("{ on: failed, post: \"https://h/${\" }", "post has a `${` that isn't the beginning"),
    ("{ on: failed, post: \"https://h/${1A}\" }", "post has a `${` that isn't the beginning"),
    ("{ on: failed, post: \"https://ann:s3cret@h/\" }", "the url of post has a user, a password"),
    ("{ on: failed, post: \"https://h/?token=s3cret\" }", "the url of post has a user, a password"),
    (
      "{ on: failed, post: \"https://hooks.slack.com/services/T0/B0/s3cret\" }",
      "the url of post has a user, a password or a token written in it. Take it from the environment"
    ),
    ("{ on: failed, post: \"https://h\", format: xml }", "format can't be `xml`"),
    ("{ on: failed, post: \"https://h\", headers: [a] }", "headers have to be a mapping"),
    (
      "{ on: failed, post: \"https://h\", headers: { \"a b\": c } }",
      "`a b` can't be a header's name"
    ),
    (
      "{ on: failed, post: \"https://h\", headers: { Authorization: Bearer s3cret } }",
      "the header Authorization has a secret written in it"
    ),
    ("{ on: failed, run: x, again: 0h }", "again can't be `0h`. Write it as `30m`"),
    ("{ on: failed, run: x, again: 24 }", "again can't be `24`"),
    ("{ on: failed, run: x, mail: y }", "an alert has no key `mail`"),
    ("~", "an alert has to be a mapping"),
  ]

  /// A manifest with an alert.
  static func text(_ entry: String) -> String { whole + "alerts:\n  - \(entry)\n" }

  @Test(arguments: cases)
  func isRefusedWithItsLineAndReason(_ entry: String, _ reason: String) throws {
    let text = Self.text(entry)
    let error = try #require(throws: ManifestError.self) { try Manifest(parsing: Array(text.utf8)) }
    #expect(error.message.string.hasPrefix("edgesync.yml:5: \(reason)"), "\(error.message)")
    #expect(!error.message.string.contains("s3cret"))
  }

  @Test func staleIsAnAge() throws {
    let error = try #require(throws: ManifestError.self) {
      try Manifest(parsing: Array((Self.whole + "stale: soon\n").utf8))
    }
    #expect(error.message.string.hasPrefix("edgesync.yml:4: stale can't be `soon`"))
  }
}
