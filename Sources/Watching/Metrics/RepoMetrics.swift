import Git
import Journal
import Planning
import Rules
import Text

/// The metrics of one edge repo. What isn't known is left out, rather than told wrongly.
package struct RepoMetrics {
  private typealias Label = MetricFamily.Label
  private typealias Sample = MetricFamily.Sample

  /// The states that a check can be in.
  private static let states: [CheckResult.State] = [
    .passed, .failed, .timedOut, .cancelled, .skipped, .overridden,
  ]

  private let facts: RepoFacts
  private let version: String

  /// Metrics of facts.
  ///
  /// - Parameter version: edgesync's.
  package init(_ facts: RepoFacts, version: String) {
    self.facts = facts
    self.version = version
  }

  /// The families, in a fixed order.
  package var families: [MetricFamily] { [info] + times + distances + checks + benchmarks + [runs] }

  /// A gauge, for what collects files (node_exporter) reads Prometheus's older format, and refuses one with an `info`.
  private var info: MetricFamily {
    MetricFamily(
      "edgesync_info", help: "What is synced from where, and by which edgesync.",
      samples: [
        Sample(
          1,
          [
            Label("version", version), Label("upstream", facts.upstream.url),
            Label("branch", facts.upstream.branch), Label("pin", facts.pin.hex),
          ])
      ])
  }

  private var times: [MetricFamily] {
    var last: [(SyncKind, Int)] = []
    for kind in SyncKind.allCases {
      if let event = facts.events.first(where: { $0.kind == kind && $0.outcome == .landed }) {
        last.append((kind, event.date))
      }
    }
    return [
      MetricFamily(
        "edgesync_last_sync_timestamp", unit: "seconds",
        help: "When a sync of a kind last landed.",
        samples: last.map { Sample(Double($0.1), [Label("kind", $0.0.rawValue)]) }),
      MetricFamily(
        "edgesync_last_run_timestamp", unit: "seconds",
        help: "When a command last ended here, by how it ended.",
        samples: facts.runs.map { Sample(Double($0.last), Self.labels($0)) }),
    ]
  }

  private static func labels(_ run: StateDatabase.RunCount) -> [Label] {
    [Label("command", run.command), Label("outcome", run.outcome)]
  }

  private var distances: [MetricFamily] {
    let status = facts.status
    func number(_ count: Int?) -> [Sample] { count.map { [Sample(Double($0))] } ?? [] }
    return [
      MetricFamily(
        "edgesync_behind_commits",
        help:
          "Upstream's commits past the pin: synced for those that touch a synced file or an override, outside for all others.",
        samples: behindCommits),
      MetricFamily(
        "edgesync_behind", unit: "seconds",
        help:
          "How long the oldest commit of group synced waits, counted from the last landing at the earliest.",
        samples: number(facts.lag?.seconds)),
      MetricFamily(
        "edgesync_drift_files", help: "Synced files that differ from upstream at the pin.",
        samples: number(status?.verification.drift.count)),
      MetricFamily(
        "edgesync_owed", help: "Overrides and emergency syncs that a person has to look at.",
        samples: number(status.map { $0.owed.count + $0.owedReviews.count })),
      MetricFamily(
        "edgesync_follow_ups", help: "Notes that are still to be seen to.",
        samples: number(facts.followUps)),
      MetricFamily(
        "edgesync_held", help: "Commits that aren't to be taken.",
        samples: number(status?.held.count)),
    ]
  }

  private var behindCommits: [Sample] {
    guard let lag = facts.lag else { return [] }
    return [(FileGroup.synced, lag.commits), (.outside, lag.others)].map {
      Sample(Double($0.1), [Label("group", $0.0.rawValue)])
    }
  }

  private var checks: [MetricFamily] {
    let trends = facts.status?.checks ?? []
    let newest = trends.compactMap { trend in trend.runs.first.map { (trend.name, $0) } }
    return [
      MetricFamily(
        "edgesync_check_state", help: "How a check ended last here: 1 for the state that it is in.",
        samples: newest.flatMap { name, run in
          Self.states.map { state in
            Sample(
              run.state == state ? 1 : 0,
              [Label("check", name), Label("state", state.rawValue)])
          }
        }),
      MetricFamily(
        "edgesync_check_duration", unit: "seconds", help: "How long a check ran last here.",
        samples: newest.map { Sample($0.1.seconds, [Label("check", $0.0)]) }),
    ]
  }

  private var benchmarks: [MetricFamily] {
    let figures = facts.figures ?? []
    return [
      MetricFamily(
        "edgesync_benchmark", help: "What a benchmark measured last on this machine.",
        samples: figures.map {
          Sample(
            $0.figure.value,
            [
              Label("check", $0.check), Label("name", $0.figure.name),
              Label("unit", $0.figure.unit),
            ])
        }),
      MetricFamily(
        "edgesync_benchmark_change", unit: "ratio",
        help: "By what share it is worse than what it is held against; below 0 where it is better.",
        samples: figures.compactMap { measured in
          measured.figure.change.map {
            Sample(
              $0,
              [
                Label("check", measured.check), Label("name", measured.figure.name),
                Label("against", measured.against),
              ])
          }
        }),
    ]
  }

  private var runs: MetricFamily {
    MetricFamily(
      "edgesync_runs", .counter, help: "How often a command ended here, by how it ended.",
      samples: facts.runs.map { Sample(Double($0.count), Self.labels($0)) })
  }
}
