import Git
import Journal
import Planning
import Rules
import Text

/// What is told of an edge repo among others: of bounded size, so that a fleet's page holds thousands.
package struct FleetFacts: Hashable, Sendable {
  /// A sync that landed, failed or was refused.
  package struct Event: Hashable, Sendable {
    /// Its kind.
    package let kind: String
    /// What became of it.
    package let outcome: String
    /// When it was, in seconds since 1970.
    package let date: Int
    /// Who made it.
    package let by: String
    /// Why, where it says so.
    package let reason: String?

    /// An event from its parts.
    package init(kind: String, outcome: String, date: Int, by: String, reason: String?) {
      (self.kind, self.outcome, self.date, self.by) = (kind, outcome, date, by)
      self.reason = reason
    }
  }

  /// How a check went last.
  package struct Check: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// How it ended.
    package let state: CheckResult.State
    /// When it ran, in seconds since 1970.
    package let date: Int
    /// Whether a sync doesn't land without it.
    package let isRequired: Bool

    /// A check from its parts.
    package init(name: String, state: CheckResult.State, date: Int, isRequired: Bool) {
      (self.name, self.state, self.date, self.isRequired) = (name, state, date, isRequired)
    }
  }

  /// Checks that are told at the most, and scalars of a text.
  private static let (mostChecks, longestText) = (100, 300)

  /// The pin.
  package let pin: Lock.Pin
  /// Upstream's name and branch.
  package let upstream: SafeText
  /// The branch's tip.
  package let tip: ObjectID
  /// How far behind it is.
  package let behind: RepoStatus.Behind
  /// The sync that landed last.
  package var lastSync: Event?
  /// Seconds since it landed, or since the pin was made where none did.
  package let age: Int
  /// The newest sync that failed or was refused, unless one landed since.
  package var lastFailure: Event?
  /// The first override that upstream changed since a person looked.
  package var firstOverride: RepoPath?
  /// How many overrides upstream changed since a person looked.
  package var overrides = 0
  /// Emergency syncs that nobody has reviewed.
  package var reviews = 0
  /// Notes that are still to be acted on.
  package var followUps = 0
  /// Commits that are held.
  package var held = 0
  /// Synced files that differ.
  package var drift = 0
  /// Files that don't belong where they are.
  package var strays = 0
  /// Whether what of upstream's concerns it waits for longer than its manifest's `stale`, and nothing landed for as long.
  package var isStale = false
  /// Whether upstream moved what a mapping takes.
  package var isMoved = false
  /// The checks that ran, in the manifest's order.
  package var checks: [Check] = []

  /// An edge repo of which nothing is told but how far behind it is.
  package init(
    pin: Lock.Pin, upstream: SafeText, tip: ObjectID, behind: RepoStatus.Behind, age: Int
  ) {
    (self.pin, self.upstream, self.tip) = (pin, upstream, tip)
    (self.behind, self.age) = (behind, age)
  }

  /// The facts of a status.
  package init(_ status: RepoStatus, of manifest: Manifest, followUps: Int, now: Int) {
    self.init(
      pin: status.pin, upstream: status.upstream, tip: status.tip, behind: status.behind,
      age: status.age(now: now) ?? max(0, now - status.pin.date))
    lastSync = status.lastSync.map(Self.event)
    lastFailure = status.lastFailure.map(Self.event)
    firstOverride = status.owed.first?.path
    overrides = status.owed.count
    reviews = status.owedReviews.count
    self.followUps = followUps
    held = status.held.count
    drift = status.verification.drift.count
    strays = status.verification.strays.count
    isMoved = !status.missingSources.isEmpty
    let required = Set(manifest.checks.filter(\.isRequired).map(\.name))
    checks = status.checks.prefix(Self.mostChecks).compactMap { trend in
      trend.runs.first.map {
        Check(
          name: trend.name, state: $0.state, date: $0.date,
          isRequired: required.contains(trend.name))
      }
    }
  }

  private static func event(_ event: SyncEvent) -> Event {
    Event(
      kind: event.name.string, outcome: event.outcome.rawValue, date: event.date,
      by: shortened(event.by), reason: event.reason.map { oneLine($0, limit: longestText) })
  }

  /// What waits for a person: overrides and reviews.
  package var pending: Int { overrides + reviews }

  /// Whether anything of upstream's isn't here.
  package var isBehind: Bool { behind.commits + behind.synced + behind.overrides > 0 }

  /// The check that keeps a sync from landing.
  package var failedCheck: Check? {
    checks.first { $0.isRequired && [.failed, .timedOut].contains($0.state) }
  }

  /// How much it needs somebody.
  package var need: FleetNeed {
    // What was refused for what differs is no fault beside it.
    let isRefusedForDrift = lastFailure?.outcome == "refused" && drift + strays > 0
    if failedCheck != nil || isMoved || lastFailure != nil && !isRefusedForDrift { return .failed }
    if drift + strays > 0 { return .drift }
    if pending > 0 || isStale { return .stale }
    return isBehind ? .behind : .fine
  }

  /// The command to run next in a checkout of it; nil where there is nothing to do.
  package var next: SafeText? {
    if isMoved { return "edgesync status" }
    if failedCheck != nil { return "edgesync check" }
    // Again, with somebody there: it says what is wrong.
    if need == .failed { return "edgesync daily" }
    if need == .drift { return "edgesync verify" }
    if let path = firstOverride { return "edgesync carry -- \(word: path)" }
    return isBehind || reviews > 0 ? "edgesync review" : nil
  }
}
