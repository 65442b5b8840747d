import Fleet
import Git
import Journal
import Support
import Testing
import Text
import Watching

/// What is made of texts that would do harm: nothing of them is markup, a link or a line of its own.
@Suite struct FleetPageTests {
  private static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
    "</style><svg/onload=alert(1)>", "a\nb\r\nc", "\u{1B}]8;;javascript:alert(1)\u{7}x",
    "\u{202E}evil\u{2066}", "`<b>` & `", "]]>--><!--",
  ]

  private static let attributes: Set<Substring> = [
    "lang", "charset", "name", "content", "http-equiv", "class", "datetime", "title", "scope",
    "data-column", "href", "rel",
  ]

  private static func rows() throws -> [FleetRow] {
    try hostile.enumerated().flatMap { index, text in
      [
        FleetRows.row(
          text, url: index % 2 == 0 ? "javascript:\(text)" : "https://git.example.com/\(text)",
          labels: [FleetLabel(name: text, value: text)],
          .read(
            try FleetRows.facts(behind: 1, subject: text) {
              $0.lastFailure = FleetRows.failure("failed", text)
              $0.lastSync = FleetFacts.Event(
                kind: text, outcome: "landed", date: 0, by: text, reason: nil)
              ($0.overrides, $0.firstOverride) = (1, "a.txt")
              $0.checks = [.init(name: text, state: .failed, date: 0, isRequired: true)]
            })), FleetRows.row(text, .unreadable(SafeText(text), next: SafeText(text))),
      ]
    }
  }

  @Test func nothingOfATextIsMarkup() throws {
    let page = String(decoding: FleetPage(try Self.rows(), now: FleetRows.now).html, as: UTF8.self)
    let names: Set<Substring> = [
      "!doctype", "html", "head", "meta", "title", "style", "body", "main", "h1", "p", "time", "ul",
      "li", "b", "table", "thead", "tbody", "tr", "th", "td", "small", "span", "code", "i", "a",
    ]
    let tags = page.matches(of: /<\/?([^\s>\/]*)([^>]*)>/)
    #expect(tags.count > 200)
    for tag in tags {
      #expect(names.contains(tag.1), "\(tag.0)")
      let attributes = String(tag.2).matches(of: /([a-z-]+)="[^"<>]*"/)
      #expect(attributes.allSatisfy { Self.attributes.contains($0.1) }, "\(tag.0)")
      // Nothing stands beside attributes and their quotes.
      let rest = String(tag.2).replacing(#/ [a-z-]+="[^"<>]*"/#, with: "")
      #expect(rest.isEmpty || tag.0 == "<!doctype html>", "\(tag.0)")
    }
    let links = page.matches(of: /href="([^"]*)"/).map(\.1)
    #expect(links.allSatisfy { $0.hasPrefix("https://") })
    #expect(!page.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x202E })
    #expect(page.contains("default-src 'none'"))
  }

  @Test func metricsAndJSONHoldThem() throws {
    let rows = try Self.rows()
    let text = OpenMetrics.text(FleetMetrics.families(rows), mostSamples: .max)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.suffix(2) == ["# EOF", ""])
    let sample = /[a-z_]+(\{([a-z]+="([^"\\]|\\.)*",?)*\})? -?[0-9.e+]+/
    let families = Set(lines.filter { $0.hasPrefix("# TYPE ") })
    #expect(families.count == 11)
    for line in lines.dropLast(2) where !line.hasPrefix("# ") {
      #expect(line.wholeMatch(of: sample) != nil, "\(line)")
    }
    for row in rows {
      let bytes = JSONValue.object(row.document(now: FleetRows.now)).encoded
      #expect(!bytes.contains(0x0A))
      #expect(try JSON(parsing: bytes)["edge"].text == row.edge.name)
    }
  }

  @Test func moreSamplesThanOneRepoMayHaveAreAllThere() throws {
    let facts = try FleetRows.facts(behind: 1)
    let rows = (0..<3000).map { FleetRows.row("edge-\($0)", .read(facts)) }
    let text = OpenMetrics.text(FleetMetrics.families(rows), mostSamples: .max)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("edgesync_held{") } == 3000)
  }
}
