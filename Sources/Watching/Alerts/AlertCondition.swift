import Git
import Journal
import Planning
import Reports
import Rules
import Text

/// Whether something that lasts is so, as far as facts tell.
package enum AlertCondition: Hashable, Sendable {
  /// It is so, for a reason that tells one occurrence from another, with what there is to know of it.
  case firing(key: String, text: SafeText, event: JSONValue)
  /// It isn't so.
  case quiet(SafeText)
  /// That can't be told: what was told of it before holds.
  case unknown

  /// How a sync ended.
  private static let successes: Set<SyncEvent.Outcome> = [.landed, .offered, .nothing]
  /// Commands that make a sync.
  private static let syncs: Set<String> = ["daily", "emergency", "pin", "recover"]
  /// Commands whose failure somebody has to hear of; a person who pins sees it.
  private static let unattended = ["fetch", "daily", "emergency", "recover"]
  /// Names that a sentence lists at the most.
  private static let maximumNames = 10

  /// What facts tell.
  ///
  /// - Parameters:
  ///   - stale: Seconds after which upstream's work that nobody took makes a sync stale.
  ///   - ended: What came of the sync that has just ended; nil where none has.
  package init(
    _ kind: AlertRule.Kind, _ facts: RepoFacts, stale: Int, ended: SyncEvent.Outcome? = nil
  ) {
    switch kind {
    case .failed: self = Self.unsuccessful(.failed, facts, ended)
    case .refused: self = Self.unsuccessful(.refused, facts, ended)
    case .stale: self = Self.stale(facts, after: stale)
    case .drift: self = Self.drift(facts)
    case .check: self = Self.check(facts)
    case .regression: self = Self.regression(facts)
    case .offered, .landed: self = .unknown
    }
  }

  /// Whether the newest syncs ended badly, none having succeeded since.
  private static func unsuccessful(
    _ outcome: SyncEvent.Outcome, _ facts: RepoFacts, _ ended: SyncEvent.Outcome?
  ) -> AlertCondition {
    let quiet = AlertCondition.quiet("a sync has succeeded since one \(outcome.past)")
    if let ended, successes.contains(ended) { return quiet }
    // That there was nothing to sync is no event.
    let since =
      facts.runs.filter {
        syncs.contains($0.command)
          && SyncEvent.Outcome(rawValue: $0.outcome).map(successes.contains) == true
      }.map(\.last).max() ?? 0
    let bad = facts.events.prefix { !successes.contains($0.outcome) && $0.date >= since }
      .filter { $0.outcome == outcome }
    if let newest = bad.first, let first = bad.last {
      let more: SafeText = bad.count > 1 ? ", and \(bad.count - 1) before it" : ""
      return .firing(
        key: first.id,
        text:
          "the \(newest.name) sync \(outcome.past)\(more): \(newest.reason ?? "no reason is known")",
        event: .brief(newest))
    }
    guard outcome == .failed, let run = failedRun(facts.runs, since: since) else { return quiet }
    return .firing(
      key: run.command, text: "`edgesync \(run.command)` failed, as its log says",
      event: ["command": .string(run.command), "date": .moment(run.last)])
  }

  /// The newest command that failed before it was a sync: a fetch, or a sync whose manifest couldn't be read.
  private static func failedRun(
    _ runs: [StateDatabase.RunCount], since: Int
  ) -> StateDatabase.RunCount? {
    func last(_ command: String, _ outcome: String) -> StateDatabase.RunCount? {
      runs.first { $0.command == command && $0.outcome == outcome }
    }
    return unattended.compactMap { command in
      let done = max(since, last(command, "done")?.last ?? 0)
      return last(command, SyncEvent.Outcome.failed.rawValue).flatMap { $0.last > done ? $0 : nil }
    }.max { $0.last < $1.last }
  }

  /// By how far the pin lags behind, never by how a job ended: a job may end well each day and take nothing.
  private static func stale(_ facts: RepoFacts, after limit: Int) -> AlertCondition {
    guard let lag = facts.lag else { return .unknown }
    if lag.commits > 0, lag.seconds > limit {
      let age = Age(of: facts.now - lag.seconds, now: facts.now)
      return .firing(
        key: facts.pin.hex,
        text:
          "\(counted(lag.commits, "upstream commit")) for this repo \(lag.commits == 1 ? "waits" : "wait") and nothing has landed for \(age.long)",
        event: ["commits": .int(lag.commits), "ageSeconds": .int(lag.seconds)])
    }
    // What nobody has fetched lately may have gone on.
    if let fetched = facts.status?.lastFetch, facts.now - fetched > limit { return .unknown }
    return .quiet("it keeps up with upstream again")
  }

  private static func drift(_ facts: RepoFacts) -> AlertCondition {
    guard let drift = facts.status?.verification.drift else { return .unknown }
    guard !drift.isEmpty else { return .quiet("every synced file is upstream's again") }
    var event = JSONObject()
    event.add("count", .int(drift.count))
    event.addPathLists([("files", drift.prefix(maximumNames).map(\.path))])
    return .firing(
      key: "",
      text:
        "\(counted(drift.count, "synced file")) \(drift.count == 1 ? "differs" : "differ") from upstream: \(list(drift.map(\.path.text)))",
      event: .object(event))
  }

  private static func check(_ facts: RepoFacts) -> AlertCondition {
    switch facts.checks {
    case nil: return .unknown
    case .some(.none): return .quiet("there is no candidate that fails a check")
    case .passing(let candidate): return .quiet("the required checks pass at \(candidate.short)")
    case .failing(let candidate, let names):
      return .firing(
        key: names.joined(separator: "\n"),
        text:
          "\(counted(names.count, "required check")) \(names.count == 1 ? "fails" : "fail") at \(candidate.short): \(list(names.map { SafeText($0) }))",
        event: ["candidate": .string(candidate.hex), "checks": .array(names.map { .string($0) })])
    }
  }

  private static func regression(_ facts: RepoFacts) -> AlertCondition {
    guard let figures = facts.figures, !figures.isEmpty else { return .unknown }
    let slower = figures.filter { $0.figure.verdict == .slower }
    guard !slower.isEmpty else { return .quiet("no benchmark is slower than it may be") }
    return .firing(
      key: slower.map { "\($0.check)\n\($0.figure.name)" }.joined(separator: "\n"),
      text: list(slower.map { "\($0.check): \($0.figure.line)" }),
      event: [
        "benchmarks": .array(
          slower.prefix(maximumNames).map {
            [
              "check": .string($0.check), "name": .string($0.figure.name),
              "unit": .string($0.figure.unit), "value": .double($0.figure.value),
              "change": $0.figure.change.map { .double($0) } ?? .null,
              "against": .string($0.against),
            ]
          })
      ])
  }

  /// The first of some names, and how many more there are.
  private static func list(_ names: [SafeText]) -> SafeText {
    let shown = names.prefix(maximumNames).joined(separator: ", ")
    return names.count > maximumNames ? "\(shown) and \(names.count - maximumNames) more" : shown
  }
}

extension SyncEvent.Outcome {
  /// What a sync did that ended so.
  fileprivate var past: SafeText { self == .failed ? "failed" : "was refused" }
}
