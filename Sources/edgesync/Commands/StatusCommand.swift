import ArgumentParser
import Git
import Journal
import Planning
import Reports
import Rules
import Setup
import Text
import Upstream

/// `edgesync status`: where the edge repo stands.
struct StatusCommand: AsyncParsableCommand, WatchedCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the pin, how far behind it is, drift, what is pending and what failed.",
    discussion: """
      With --metrics, --metrics-file or --alert it shows nothing else, and fetches nothing. --alert exits 1 \
      where an alert couldn't be sent, which the next run tries again.
      """)

  /// Files that differ, and strays, that are named at the most.
  private static let maximumFiles = 20

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Option(
    name: .customLong("max-age"),
    help: ArgumentHelp("Exit 1 if the last sync is older: 8d, 12h, 90m.", valueName: "age"))
  var maxAge: MaximumAge?
  @Flag(help: "Print one JSON document.")
  var json = false
  @Flag(help: "Print metrics as OpenMetrics text.")
  var metrics = false
  @Option(
    name: .customLong("metrics-file"),
    help: ArgumentHelp(
      "Write them to a file, which is replaced once they are whole.", valueName: "file"))
  var metricsFile: String?
  @Flag(help: "Look at alerts, and send those that are due: for a timer.")
  var alert = false

  func validate() throws {
    let other = [
      (metrics, "--metrics"), (metricsFile != nil, "--metrics-file"), (alert, "--alert"),
    ].first { $0.0 }
    if let other, json || maxAge != nil {
      throw ValidationError("\(other.1) can't be combined with \(json ? "--json" : "--max-age").")
    }
  }

  var isWatched: Bool { alert }
  var isFollowedByAlerts: Bool { false }

  func run() async throws {
    if metrics || metricsFile != nil { try writeMetrics() }
    if alert { try await lookAtAlerts() }
    if metrics || metricsFile != nil || alert { return }
    try await showStatus()
  }

  private func showStatus() async throws {
    let edge = try directory.open()
    let upstream = try await directory.openUpstream(of: edge)
    let database = try StateDatabase(in: edge.state)
    let status = try RepoStatus(of: edge, in: upstream, database: database)
    let followUps = try database.notes().open
    let now = SystemClock.now()
    let output = StandardOutput()
    if json {
      try output.write(document(status, followUps, now: now).encoded + [0x0A])
    } else {
      try output.lines(
        StatusReport(status, now: now).lines(
          advice: try outdatedHelpers(of: edge).map { HelperSetup.advice(on: $0) },
          followUps: followUps, maximumFiles: Self.maximumFiles))
    }
    try output.flush()
    edge.upstream.keepGraph(from: edge.lock.pin.id, to: status.tip, in: upstream)
    if let maxAge {
      switch status.isOlder(than: maxAge.seconds, now: now) {
      case false?: break
      case nil:
        let why = status.cutOff?.text ?? ""
        StandardError.write(
          "edgesync: can't tell whether the last sync is over \(maxAge.text) old: \(why).")
      case true?:
        let age =
          status.age(now: now) ?? max(0, now - (status.cutOff?.date ?? status.pin.date))
        let last = Age(of: now - age, now: now)
        StandardError.write(
          "edgesync: the last sync is \(last.long) old, over \(maxAge.text). Review with `edgesync`."
        )
        throw Ending(status: .failed)
      }
    }
  }

  private func outdatedHelpers(of edge: EdgeRepo) throws -> [HelperFile] {
    HelperSetup.outdated(in: try EdgeRepo.Place(at: edge.root), edge.manifest)
  }

  private func document(_ status: RepoStatus, _ followUps: [Note], now: Int) -> JSONValue {
    let drift = status.verification.drift.map { drift in
      var object = JSONObject()
      object.addPaths([("path", drift.path)])
      object.add("kind", .string(drift.kind.rawValue))
      return JSONValue.object(object)
    }
    let owed = status.owed.map { state in
      var object = JSONObject()
      object.addPaths([("path", state.path)])
      object.add("seen", .optional(state.seen))
      object.add("blob", .optional(state.blob))
      object.add("kind", "override")
      return JSONValue.object(object)
    }
    let reviews = status.owedReviews.map { review in
      [
        "from": .string(review.from.hex), "to": .string(review.to.hex),
        "reason": .string(review.reason), "by": .string(review.by), "date": .moment(review.date),
        "kind": "emergency",
      ] as JSONValue
    }
    let held = status.held.map { hold in
      [
        "id": .string(hold.id.hex), "reason": .string(hold.reason), "by": .string(hold.by),
        "date": .moment(hold.date), "mendedBy": .optional(hold.fixedBy),
      ] as JSONValue
    }
    let checks = status.checks.map { trend in
      [
        "name": .string(trend.name),
        "runs": .array(
          trend.runs.map {
            [
              "state": .string($0.state.rawValue), "seconds": .seconds($0.seconds),
              "date": .moment($0.date),
            ]
          }),
      ] as JSONValue
    }
    var object: JSONObject = [
      "pin": .string(status.pin.id.hex), "tip": .string(status.tip.hex),
      "behind": [
        "commits": .int(status.behind.commits), "synced": .int(status.behind.synced),
        "overrides": .int(status.behind.overrides), "outside": .int(status.behind.outside),
      ], "lastSync": status.lastSync.map { .event($0) } ?? .null,
      "ageSeconds": .optional(status.age(now: now)), "drift": .array(drift),
    ]
    if let cutOff = status.cutOff { object.add("cutOff", .string(cutOff.commit.hex)) }
    if !status.missingSources.isEmpty {
      object.add(
        "moved",
        .array(
          status.missingSources.map { source in
            var object: JSONObject = ["mapping": .string(source.name)]
            object.addPaths([("from", source.from), ("to", source.place)])
            object.add("commit", .optional(source.move?.commit))
            return .object(object)
          }))
    }
    object.addPathLists([("strays", status.verification.strays)])
    object.add("owed", .array(owed + reviews))
    object.add("held", .array(held))
    object.add("followUps", .array(followUps.map { .note($0) }))
    object.add("lastFailure", status.lastFailure.map { .event($0) } ?? .null)
    object.add("fetched", status.lastFetch.map { .moment($0) } ?? .null)
    object.add("checks", .array(checks))
    object.add(
      "benchmarks",
      .array(
        status.benchmarks.map {
          [
            "check": .string($0.check), "name": .string($0.name), "unit": .string($0.unit),
            "values": .array($0.values.map { .double($0) }),
            "syncs": .array($0.syncs.map { .benchmarkPoint($0) }),
            "moved": $0.syncs.last { $0.move != nil }.map { .benchmarkPoint($0) } ?? .null,
          ]
        }))
    return .object(object)
  }
}

/// An age given on the command line.
struct MaximumAge: ExpressibleByArgument {
  let text: String
  let seconds: Int

  init?(argument: String) {
    let units = ["m": 60, "h": 3600, "d": 86_400, "w": 7 * 86_400]
    guard let unit = argument.last.flatMap({ units[String($0)] }),
      let count = Int(argument.dropLast()), count >= 0, count < 1_000_000
    else { return nil }
    text = argument
    seconds = count * unit
  }
}
