import ArgumentParser
import Git
import Journal
import Rules
import Text
import Upstream

/// `edgesync changelog`: the sync events, newest first.
struct ChangelogCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "changelog", abstract: "List sync events, newest first.",
    discussion: """
      Syncs that landed are read from the repo's history; those that failed or were refused are known \
      to the clone where that happened.
      """)

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Option(
    help: ArgumentHelp("Only events from this day or moment on.", valueName: "date"))
  var since: String?
  @Flag(help: "Only events that failed or were refused.")
  var failed = false
  @Flag(help: "Print Markdown.")
  var markdown = false
  @Flag(help: "Print an HTML page.")
  var html = false
  @Flag(help: "Print one JSON document.")
  var json = false

  func validate() throws {
    if [markdown, html, json].count(where: { $0 }) > 1 {
      throw ValidationError("--markdown, --html and --json can't be combined.")
    }
    if let since, Timestamp.seconds(since) == nil {
      throw ValidationError("--since can't be \(since): write it as 2026-11-17.")
    }
  }

  func run() async throws {
    let edge = try directory.open()
    let database = try StateDatabase(in: edge.state)
    var (events, cutOff) = try EventLog(edge).events(with: database)
    if let start = since.flatMap({ Timestamp.seconds($0) }) {
      events = events.filter { $0.date >= start }
    }
    if failed { events = events.filter { $0.outcome == .failed || $0.outcome == .refused } }
    if let upstream = try? edge.upstream.open(),
      let history = try? History(upstream, edge.classifier, places: edge.places)
    {
      events = events.map { $0.countingCommits(upstream, history) }
    }
    let output = StandardOutput()
    if json {
      let document: JSONValue = ["events": .array(events.map { .event($0) })]
      try output.write(document.encoded + [0x0A])
    } else if markdown {
      for line in EventReport.markdown(events) { try output.line(line) }
    } else if html {
      for line in EventReport.html(events) { try output.line(line) }
    } else {
      try printText(events, output)
    }
    try output.flush()
    if let cutOff {
      StandardError.write(
        "edgesync: syncs before the last one that is listed aren't known here: \(cutOff.text).")
    }
  }

  private func printText(_ events: [SyncEvent], _ output: StandardOutput) throws {
    if events.isEmpty { try output.line("no sync events") }
    for event in events {
      let ink: Role = event.outcome == .landed ? .good : .bad
      try output.line(
        ("\(Timestamp.day(event.date)) ", .dim), ("\(event.outcome.rawValue) ", ink),
        ("\(event.name) ", .text), (event.pins, .id),
        ("  \(event.sizes)", .text), ("  \(event.by)", .author))
      for check in event.checks where check.state != .passed {
        try output.line(
          ("    \(check.state.mark) \(check.name) \(check.state.rawValue)", .bad))
      }
      if let reason = event.reason { try output.line(("    \(reason)", .dim)) }
    }
  }
}

extension SyncEvent {
  /// From where to where: `4f2a9c1 → 9f3c2d1`.
  var pins: SafeText {
    "\(from?.short ?? "unknown") → \(to?.short ?? "unknown")"
  }

  /// How much it was: `3 commits, 12 files, 1 override`.
  var sizes: SafeText {
    var parts: [SafeText] = []
    if let commits { parts.append(counted(commits, "commit")) }
    if let files { parts.append(counted(files, "file")) }
    if !overrides.isEmpty { parts.append(counted(overrides.count, "override")) }
    return parts.joined(separator: ", ")
  }
}
