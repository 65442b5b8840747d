import ArgumentParser
import Fleet
import Git
import Reports
import SystemPackage
import Text
import Watching

/// `edgesync fleet status`: where each edge repo stands.
struct FleetStatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show where each edge repo stands, those that need somebody first.",
    discussion: """
      Looks at the clones that `edgesync fleet run` works in, and makes those that are missing. They are \
      as they were at the last run; --fetch brings them and upstream up to date first.
      """)

  @OptionGroup var options: FleetOptions
  @OptionGroup var cache: FleetCacheOptions
  @Flag(help: "Bring clones and upstream up to date first.")
  var fetch = false
  @Flag(help: "Print one JSON document.")
  var json = false
  @Flag(help: "Print a JSON document a line for each edge repo, as soon as it is read.")
  var ndjson = false
  @Flag(help: "Write one static HTML page.")
  var html = false
  @Flag(help: "Print OpenMetrics text, with the label repo.")
  var metrics = false
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file, put in its place once it is whole.", valueName: "file"))
  var output: String?

  func validate() throws {
    if [json, ndjson, html, metrics].count(where: \.self) > 1 {
      throw ValidationError("Only one of --json, --ndjson, --html and --metrics can be given.")
    }
    if output != nil, ndjson {
      throw ValidationError("--output can't be combined with --ndjson.")
    }
  }

  func run() async throws {
    let fleet = try options.fleet()
    let reader = try FleetReader(
      in: cache.open(), jobs: options.atOnce, isFetching: fetch, clock: SystemClock.now)
    let command = self
    try await cancellingOnInterrupt { try await command.tell(fleet, by: reader) }
  }

  private func tell(_ fleet: Fleet, by reader: FleetReader) async throws {
    let now = SystemClock.now()
    let standardOutput = StandardOutput()
    var rows: [FleetRow] = []
    try await reader.read(fleet.edges) { row in
      guard ndjson else {
        rows.append(row)
        return
      }
      try standardOutput.write(JSONValue.object(row.document(now: now)).encoded + [0x0A])
      try standardOutput.flush()
    }
    if ndjson { return }
    rows.sort(by: FleetRow.comesFirst)
    if !html, !json, !metrics, output == nil {
      try standardOutput.lines(FleetReport(rows, now: now).lines)
      try standardOutput.flush()
      return
    }
    let document = document(of: rows, now: now)
    if let output {
      let path = options.folder.pushing(FilePath(output)).lexicallyNormalized()
      try FileSync.replaceFile(path, with: document)
    } else {
      try standardOutput.write(document)
      try standardOutput.flush()
    }
  }

  private func document(of rows: [FleetRow], now: Int) -> [UInt8] {
    if html { return FleetPage(rows, now: now).html }
    if metrics {
      return Array(OpenMetrics.text(FleetMetrics.families(rows), mostSamples: .max).utf8)
    }
    if json {
      let document: JSONValue = [
        "date": .moment(now),
        "counts": .object(
          JSONObject(
            members: FleetNeed.allCases.map { need in
              .init(key: need.rawValue, value: .int(rows.count { $0.need == need }))
            })),
        "edges": .array(rows.map { .object($0.document(now: now)) }),
      ]
      return document.encoded + [0x0A]
    }
    let lines = FleetReport(rows, now: now).lines.map { $0.text.string + "\n" }
    return Array(lines.joined().utf8)
  }
}
