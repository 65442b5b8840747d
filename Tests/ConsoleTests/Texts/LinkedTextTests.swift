import Rules
import Testing
import Text

@testable import Console

/// What leads somewhere in the text of a commit.
struct LinkedTextTests {
  private static let root = "https://github.com/a/b"

  @Test(
    arguments: [
      ("nothing here", [:]),
      (
        "see https://x.example/y?z=1#q.", ["https://x.example/y?z=1#q": "https://x.example/y?z=1#q"]
      ),
      ("(http://x.example/a_(b))", ["http://x.example/a_(b))": "http://x.example/a_(b))"]),
      (
        "<https://x.example>, “https://y.example”",
        [
          "https://x.example": "https://x.example", "https://y.example": "https://y.example",
        ]
      ),
      ("https:// and xhttps://x.example and HTTPS://X", [:]),
      ("Fixes #12, a#13 #14b ##15 # 16", ["#12": "\(root)/issues/12"]),
      ("!12 is none here", [:]),
      ("as 1a2b3c4 did; deadbeef, 1234567 and 1a2b3c4g", ["1a2b3c4": "\(root)/commit/1a2b3c4"]),
      ("größ#12 #12\u{1B}]8;;x\u{7}", ["#12": "\(root)/issues/12"]),
    ] as [(String, [String: String])])
  func linksAreFound(text: String, links: [String: String]) {
    let pages = UpstreamPages(UpstreamAddress(url: "\(Self.root).git", branch: "main"))
    let line = LinkedText.line(SafeText(text), pages: pages)
    #expect(line.text == SafeText(text))
    let found = line.spans.compactMap { span in span.link.map { (span.text.string, $0.text) } }
    #expect(Dictionary(found, uniquingKeysWith: { $1 }) == links)
    // Each row of it leads to the same.
    let folded = line.wrapped(to: 12).flatMap(\.spans)
    #expect(Set(folded.compactMap(\.link)) == Set(line.spans.compactMap(\.link)))
  }

  /// One that is too long is none, and what comes of looking for its end is bounded.
  @Test func longTextsAreReadThrough() {
    let long = "https://x.example/" + String(repeating: "a", count: 3000)
    for text in [
      long, String(repeating: "http://", count: 9000),
      "http://x" + String(repeating: ")", count: 60_000),
      String(repeating: "#1 ab12cd3 ", count: 6000),
    ] {
      let line = LinkedText.line(SafeText(text), pages: nil)
      #expect(line.text == SafeText(text))
      #expect(line.spans.allSatisfy { ($0.link?.text.utf8.count ?? 0) <= WebAddress.limit })
    }
    #expect(LinkedText.line(SafeText(long), pages: nil).spans.allSatisfy { $0.link == nil })
  }

  @Test func withoutPagesOnlyWrittenAddressesLeadSomewhere() {
    let line = LinkedText.line("#1 1a2b3c4 https://x.example" + SafeText("\u{1B}\\y"), pages: nil)
    #expect(line.spans.compactMap(\.link?.text) == ["https://x.example"])
  }
}
