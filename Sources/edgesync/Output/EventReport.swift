import Git
import Journal
import Rules
import Text

/// Sync events as a report to send around: Markdown or HTML, with every text made harmless in it.
enum EventReport {
  /// A Markdown document, line by line.
  static func markdown(_ events: [SyncEvent]) -> [SafeText] {
    var lines: [SafeText] = ["# Sync events", ""]
    for event in events {
      lines.append("## \(title(event))")
      lines.append("")
      for (name, value) in facts(event) {
        lines.append("- \(name): \(Markdown.text(value.string))")
      }
      lines.append("")
    }
    return lines
  }

  /// An HTML page, line by line.
  static func html(_ events: [SyncEvent]) -> [SafeText] {
    var lines: [SafeText] = [
      "<!doctype html>", "<html lang=\"en\">", "<meta charset=\"utf-8\">",
      "<title>Sync events</title>", "<h1>Sync events</h1>",
    ]
    for event in events {
      lines.append("<h2>\(escaped(title(event)))</h2>")
      lines.append("<ul>")
      for (name, value) in facts(event) {
        lines.append("<li>\(name): \(escaped(Markdown.inert(value)))</li>")
      }
      lines.append("</ul>")
    }
    lines.append("</html>")
    return lines
  }

  private static func title(_ event: SyncEvent) -> SafeText {
    "\(Timestamp.day(event.date)) \(event.name) \(event.outcome.rawValue): \(event.pins)"
  }

  private static func facts(_ event: SyncEvent) -> [(SafeText, SafeText)] {
    var facts: [(SafeText, SafeText)] = [("By", SafeText(event.by)), ("Size", event.sizes)]
    if let commit = event.commit { facts.append(("Commit", "\(commit.hex)")) }
    if let reason = event.reason { facts.append(("Reason", SafeText(reason))) }
    for path in event.overrides { facts.append(("Override", path.text)) }
    for check in event.checks {
      facts.append(
        ("Check", "\(check.name) \(check.state.rawValue) \(Elapsed(check.seconds).text)"))
    }
    return facts
  }

  private static func escaped(_ text: SafeText) -> SafeText {
    SafeText(MarkupText.escaped(text.string))
  }
}
