import Git
import Journal
import Planning
import Rules
import Text

/// A fleet as one static HTML page: it loads nothing and runs nothing, so that any web server can have it.
///
/// A narrow screen gets a card an edge repo in the place of a table's row.
package struct FleetPage {
  private let rows: [FleetRow]
  private let now: Int

  /// The page of rows in their order.
  package init(_ rows: [FleetRow], now: Int) {
    (self.rows, self.now) = (rows, now)
  }

  /// The page.
  package var html: [UInt8] {
    var page = head
    page += "<table>\n<thead><tr>"
    for column in Self.columns { page += "<th scope=\"col\">\(column)</th>" }
    page += "</tr></thead>\n<tbody>\n"
    for row in rows { page += self.row(row) }
    page += "</tbody>\n</table>\n</main>\n</body>\n</html>\n"
    return Array(page.utf8)
  }

  private static let columns = [
    "Edge repo", "State", "Pin", "Behind", "Last sync", "Pending", "Checks", "Next",
  ]

  private var head: String {
    var head = """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <meta name="referrer" content="no-referrer">
      <title>\(title)</title>
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <main>
      <h1>Edge repos</h1>
      <p class="about">\(counted(rows.count, "edge repo")), told \(time(now, Self.plain(now)))
      """
    if let oldest = rows.compactMap(\.fetched).min() {
      head += ", looked at \(time(oldest, Age(of: oldest, now: now).ago.string)) or later"
    }
    head += "</p>\n<ul class=\"counts\">"
    for need in FleetNeed.allCases {
      let count = rows.count { $0.need == need }
      let none = count == 0 ? " none" : ""
      head += "<li class=\"\(need.rawValue)\(none)\"><b>\(count)</b> \(need.rawValue)</li>"
    }
    return head + "</ul>\n"
  }

  private var title: String {
    let waiting = rows.count { $0.need < .behind }
    return waiting == 0 ? "Edge repos" : "(\(waiting)) Edge repos"
  }

  private func row(_ row: FleetRow) -> String {
    let cells = [
      state(row), pin(row), behind(row), lastSync(row), pending(row), checks(row), next(row),
    ]
    var html = "<tr class=\"\(row.need.rawValue)\"><th scope=\"row\">\(name(row))</th>"
    for (column, cell) in zip(Self.columns.dropFirst(), cells) {
      let rest = cell.isEmpty ? " class=\"none\"" : ""
      html += "<td data-column=\"\(column)\"\(rest)>\(cell.isEmpty ? "–" : cell)</td>"
    }
    return html + "</tr>\n"
  }

  private func name(_ row: FleetRow) -> String {
    let source = row.edge.shownSource.string
    let name = Self.text(row.edge.name)
    // Only what is surely an address on the web is a link.
    let link = WebAddress(source).map {
      "<a href=\"\(MarkupText.escaped($0.text))\" rel=\"noreferrer\">\(name)</a>"
    }
    let labels = row.edge.labels.map { label in
      "<span class=\"label\">\(Self.text(label.name)): \(Self.text(label.value))</span>"
    }
    return "\(link ?? name)<small>\(Self.text(source))</small>" + labels.joined()
  }

  private func state(_ row: FleetRow) -> String {
    var html = "<span class=\"need\">\(row.need.mark) \(row.need.rawValue)</span>"
    var reason = row.error?.string
    if let failure = row.facts?.lastFailure {
      let ago = Age(of: failure.date, now: now).ago
      reason =
        "\(failure.kind) \(failure.outcome) \(ago)" + (failure.reason.map { ": \($0)" } ?? "")
    }
    if let reason { html += "<small>\(Self.prose(reason))</small>" }
    return html
  }

  private func pin(_ row: FleetRow) -> String {
    guard let facts = row.facts else { return "" }
    return "<code>\(facts.pin.id.short)</code><small>\(Self.text(facts.pin.subject))</small>"
  }

  private func behind(_ row: FleetRow) -> String {
    guard let facts = row.facts else { return "" }
    guard facts.isBehind else { return "up to date" }
    let files = facts.behind.synced + facts.behind.overrides
    return
      "<span class=\"fixed\">\(counted(facts.behind.commits, "commit"))</span><small>\(counted(files, "file"))</small>"
  }

  private func lastSync(_ row: FleetRow) -> String {
    guard let facts = row.facts else { return "" }
    guard let sync = facts.lastSync else { return "never" }
    return time(sync.date, Age(of: sync.date, now: now).ago.string)
      + "<small>\(Self.text(sync.kind))</small>"
  }

  private func pending(_ row: FleetRow) -> String {
    guard let facts = row.facts else { return "" }
    let counts: [(Int, String)] = [
      (facts.overrides, "override"), (facts.reviews, "review"), (facts.drift, "drifted file"),
      (facts.strays, "stray file"), (facts.held, "held commit"), (facts.followUps, "follow-up"),
    ]
    return counts.filter { $0.0 > 0 }.map { "\(counted($0.0, SafeText($0.1)))" }
      .joined(separator: ", ")
  }

  private func checks(_ row: FleetRow) -> String {
    (row.facts?.checks ?? []).map { check in
      let state = check.state.rawValue
      return
        "<span class=\"check \(state)\">\(check.state.mark) \(Self.text(check.name))<i> \(state)</i></span>"
    }.joined(separator: " ")
  }

  private func next(_ row: FleetRow) -> String {
    guard let next = row.next else { return "" }
    // Word by word: no line ends inside of an option.
    let words = next.string.split(separator: " ").map { "<span>\(Self.text(String($0)))</span>" }
    return "<code class=\"command\">\(words.joined(separator: " "))</code>"
  }

  private func time(_ moment: Int, _ words: String) -> String {
    "<time datetime=\"\(Timestamp.text(moment))\" title=\"\(Timestamp.text(moment))\">\(words)</time>"
  }

  /// A moment for people: `2026-11-17 09:12 UTC`.
  private static func plain(_ moment: Int) -> String {
    let text = Timestamp.text(moment)
    return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5)) UTC"
  }

  /// A message, with what stands between backticks as code.
  private static func prose(_ text: String) -> String {
    let parts = Self.text(text).split(separator: "`", omittingEmptySubsequences: false)
    // A last one without its partner is no code.
    return parts.enumerated().map { place, part in
      place % 2 == 0 ? String(part) : place == parts.count - 1 ? "`\(part)" : "<code>\(part)</code>"
    }.joined()
  }

  /// Anybody's text: what is hidden in it is made visible, and nothing of it is markup.
  private static func text(_ text: String) -> String {
    MarkupText.escaped(SafeText(text).string)
  }
}
