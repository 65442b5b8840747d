import ArgumentParser
import Git
import Journal
import Planning
import Rules
import Setup
import Text
import Upstream

/// `edgesync status`: where the edge repo stands.
struct StatusCommand: AsyncParsableCommand, LimitedCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show the pin, how far behind it is, drift, what is pending and what failed.")

  @OptionGroup var directory: DirectoryOptions
  @OptionGroup var limit: DeadlineOptions
  @Option(
    name: .customLong("max-age"),
    help: ArgumentHelp("Exit 1 if the last sync is older: 8d, 12h, 90m.", valueName: "age"))
  var maxAge: MaximumAge?
  @Flag(help: "Print one JSON document.")
  var json = false

  func run() async throws {
    let edge = try directory.open()
    let upstream = try await directory.openUpstream(of: edge)
    let status = try RepoStatus(
      of: edge, in: upstream, database: StateDatabase(in: edge.state))
    let now = SystemClock.now()
    let output = StandardOutput()
    if json {
      try output.write(document(status, now: now).encoded + [0x0A])
    } else {
      try printText(status, edge, now: now, output)
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

  private func printText(
    _ status: RepoStatus, _ edge: EdgeRepo, now: Int, _ output: StandardOutput
  ) throws {
    let address = edge.upstream.address
    try output.line(
      ("\(address.repositoryName) \(address.branch)", .heading),
      (" at \(status.tip.short)", .text))
    try output.line(
      ("pin       ", .dim), ("\(status.pin.id.short) ", .id),
      ("“\(status.pin.subject)”", .text))
    let behind = status.behind
    try output.line(
      ("behind    ", .dim),
      (
        behind.commits == 0
          ? "nothing"
          : "\(counted(behind.commits, "commit")): \(behind.synced) synced, \(counted(behind.overrides, "override")), \(behind.outside) outside",
        .text
      ))
    if let unread = behind.unreadOutside { try output.line(("          " + unread, .warning)) }
    for source in status.missingSources {
      try output.line(("moved     ", .dim), (source.text, .bad))
    }
    if !status.missingSources.isEmpty {
      let remedy = SourceError.moved(status.missingSources, candidate: status.tip).remedy
      try output.line(("          \(remedy)", .bad))
    }
    if status.isRewritten {
      try output.line(("          upstream's history was rewritten since the pin", .bad))
    }
    let last: SafeText =
      status.lastSync.map {
        "\(Age(of: $0.date, now: now).ago), \($0.name), by \($0.by)"
      } ?? (status.cutOff == nil ? "none yet" : "not known")
    try output.line(("last sync ", .dim), (last, .text))
    if let cutOff = status.cutOff { try output.line(("          " + cutOff.text, .warning)) }
    if let undone = status.undone {
      try output.line(("undone    ", .dim), (undone.text + ". " + undone.advice, .bad))
    }
    if let fetched = status.lastFetch {
      try output.line(("copy      ", .dim), ("fetched \(Age(of: fetched, now: now).ago)", .text))
    }
    let verification = status.verification
    try output.line(
      ("drift     ", .dim),
      (
        verification.isIdentical
          ? "none: \(counted(verification.files, "file")) identical"
          : "\(counted(verification.drift.count, "file")); see `edgesync verify`",
        verification.isIdentical ? .good : .bad
      ))
    for remark in verification.remarks { try output.line(("          " + remark, .warning)) }
    if !verification.strays.isEmpty {
      try output.line(("strays    ", .dim), ("\(verification.strays.count)", .warning))
    }
    for owed in status.owed {
      try output.line(("pending   ", .dim), ("! \(owed.path.text)", .bad))
    }
    for review in status.owedReviews {
      try output.line(
        ("pending   ", .dim),
        (
          "review of the emergency sync to \(review.to.short) by \(review.by), \(Age(of: review.date, now: now).ago): \(review.reason)",
          .bad
        ))
    }
    for hold in status.held {
      try output.line(
        ("held      ", .dim), ("\(hold.id.short) by \(hold.by): \(hold.reason)", .id))
    }
    if let failure = status.lastFailure {
      try output.line(
        ("failure   ", .dim),
        (
          "\(Age(of: failure.date, now: now).ago), \(failure.name) \(failure.outcome.rawValue): \(failure.reason ?? "")",
          .bad
        ))
    }
    for file in try outdatedHelpers(of: edge) {
      try output.line(("runner    ", .dim), (HelperSetup.advice(on: file), .bad))
    }
    for trend in status.checks {
      let states = trend.runs.prefix(10).map { $0.state.mark }
      let seconds = trend.runs.first.map { Elapsed($0.seconds).text } ?? ""
      try output.line(
        ("check     ", .dim),
        ("\(states.joined(separator: "")) \(trend.name), \(seconds)", .text))
    }
  }

  private func outdatedHelpers(of edge: EdgeRepo) throws -> [HelperFile] {
    HelperSetup.outdated(in: try EdgeRepo.Place(at: edge.root), edge.manifest)
  }

  private func document(_ status: RepoStatus, now: Int) -> JSONValue {
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
