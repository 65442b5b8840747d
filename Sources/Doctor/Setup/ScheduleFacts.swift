import Git
import Journal
import Rules
import Text
import Upstream

/// Whether the daily sync still runs: upstream has had changes for long, and none was taken or offered.
struct ScheduleFacts {
  /// Landed syncs that are looked back at.
  static let eventsLookedAt = 50
  /// Whether a daily sync is expected: a runner's file is there, or one ran before.
  let isExpected: Bool
  /// The newest sign of one, in seconds since 1970; nil where there is none.
  let lastSign: Int?
  /// When the oldest commit that is still to be synced was made, in seconds since 1970; nil where none is.
  let waitingSince: Int?
  /// Seconds without an unattended sync after which the schedule counts for dead.
  private let patience: Int
  private let now: Int

  /// Looks for signs: what this clone recorded, the branch that daily syncs are offered on, and how long upstream's
  /// changes have been waiting.
  init(
    _ edge: EdgeRepo, lastUnattended: Int?, waitingSince: Int?, hasWorkflow: Bool, now: Int
  ) {
    let offered = ((try? edge.repository.references(in: "refs/remotes/")) ?? [])
      .filter { $0.hasSuffix("/edgesync/daily") }
      .compactMap { (try? edge.repository.reference($0)) ?? nil }
      .compactMap { (try? edge.repository.commit($0))?.committer.time }
    lastSign = ([lastUnattended].compactMap(\.self) + offered).max()
    isExpected = hasWorkflow || lastSign != nil
    self.waitingSince = waitingSince
    patience = edge.manifest.stale
    self.now = now
  }

  var findings: [Finding] {
    guard isExpected, let waitingSince, now - waitingSince > patience,
      now - (lastSign ?? 0) > patience
    else { return [] }
    let last: SafeText =
      lastSign.map { "the last daily sync ran \(Age(of: $0, now: now).long) ago" }
      ?? "no daily sync has run here"
    return [
      Finding(
        .scheduleDead,
        "\(last), and upstream's changes have been waiting for \(Age(of: waitingSince, now: now).long): see that its schedule is on",
        fix: "edgesync daily")
    ]
  }

  /// That a shallow clone doesn't tell of all syncs.
  static func finding(of cutOff: CutOff) -> Finding {
    Finding(
      .historyShallow, "the history of syncs can't be read to its beginning: \(cutOff.text)",
      fix: "git fetch --unshallow")
  }
}
