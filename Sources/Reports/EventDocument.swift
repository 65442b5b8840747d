import Git
import Journal
import Planning
import Text

/// Sync events as a document to send around, line by line: every text is made harmless in its format.
package enum EventDocument {
  /// A Markdown document.
  ///
  /// - Parameters:
  ///   - moves: Where benchmarks moved at an event.
  ///   - notes: What was noted on what an event brought.
  package static func markdown(
    _ events: [SyncEvent], moves: (SyncEvent) -> [BenchmarkPoint] = { _ in [] },
    notes: (SyncEvent) -> [Note] = { _ in [] }
  ) -> [SafeText] {
    var lines: [SafeText] = ["# Sync events", ""]
    for event in events {
      lines += ["## \(title(event))", ""]
      lines += facts(event, moves(event)).map { "- \($0): \(Markdown.text($1.string))" }
      lines.append("")
      let notes = notes(event)
      if !notes.isEmpty { lines += ["### Notes", ""] + notes.map { "\($0.markdown)" } + [""] }
    }
    return lines
  }

  /// An HTML page.
  ///
  /// - Parameter moves: Where benchmarks moved at an event.
  package static func html(
    _ events: [SyncEvent], moves: (SyncEvent) -> [BenchmarkPoint] = { _ in [] }
  ) -> [SafeText] {
    var lines: [SafeText] = [
      "<!doctype html>", "<html lang=\"en\">", "<meta charset=\"utf-8\">",
      "<title>Sync events</title>", "<h1>Sync events</h1>",
    ]
    for event in events {
      lines += ["<h2>\(escaped(title(event)))</h2>", "<ul>"]
      lines += facts(event, moves(event)).map { "<li>\($0): \(escaped(Markdown.inert($1)))</li>" }
      lines.append("</ul>")
    }
    return lines + ["</html>"]
  }

  private static func title(_ event: SyncEvent) -> SafeText {
    EventReport.title(event) + ": " + EventReport.pins(event)
  }

  private static func facts(
    _ event: SyncEvent, _ moves: [BenchmarkPoint]
  ) -> [(SafeText, SafeText)] {
    var facts: [(SafeText, SafeText)] = [
      ("By", SafeText(event.by)), ("Size", EventReport.sizes(event)),
    ]
    if let commit = event.commit { facts.append(("Commit", "\(commit.hex)")) }
    if let reason = event.reason { facts.append(("Reason", SafeText(reason))) }
    facts += event.overrides.map { ("Override", $0.text) }
    facts += event.checks.map { check in
      ("Check", "\(check.name) \(check.state.rawValue) \(Elapsed(check.seconds).text)")
    }
    facts += moves.map { ("Benchmark", "\($0.check): \($0.figure.line)") }
    return facts
  }

  private static func escaped(_ text: SafeText) -> SafeText {
    SafeText(MarkupText.escaped(text.string))
  }
}
