import ArgumentParser
import Git
import Journal
import Planning
import Reports
import Rules
import Text
import Upstream

/// `edgesync changelog`: the sync events, newest first.
struct ChangelogCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "changelog", abstract: "List sync events, newest first.",
    discussion: """
      Syncs that landed are read from the repo's history; those that failed or were refused are known \
      to the clone where that happened. --markdown has what was noted here on what each sync brought.
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
    let upstream = try? edge.upstream.open()
    if let upstream,
      let history = try? History(upstream, edge.classifier, places: edge.places)
    {
      events = events.map { $0.countingCommits(upstream, history) }
    }
    let measured = try BenchmarkHistory(of: edge, events, in: database)
    func moves(_ event: SyncEvent) -> [BenchmarkPoint] {
      event.commit.map { measured.moves(at: $0) } ?? []
    }
    let output = StandardOutput()
    if json {
      let document: JSONValue = [
        "events": .array(
          events.map { event in
            .event(event, measured: event.commit.map { measured.points(at: $0) } ?? [])
          })
      ]
      try output.write(document.encoded + [0x0A])
    } else if markdown {
      let book = try database.notes()
      let lines = EventDocument.markdown(events, moves: moves) { event in
        guard event.outcome == .landed, let upstream, let from = event.from, let to = event.to
        else { return [] }
        // What upstream can't tell any more keeps nobody from the rest.
        return (try? book.landed(from: from, to: to, in: upstream)) ?? []
      }
      for line in lines { try output.line(line) }
    } else if html {
      for line in EventDocument.html(events, moves: moves) { try output.line(line) }
    } else {
      if events.isEmpty { try output.line("No sync events.") }
      for event in events { try output.lines(EventReport.entry(event, moves: moves(event))) }
    }
    try output.flush()
    if let cutOff {
      StandardError.write(
        "edgesync: syncs before the last one that is listed aren't known here: \(cutOff.text).")
    }
  }
}
