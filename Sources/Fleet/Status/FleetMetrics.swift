import Git
import Journal
import Planning
import Rules
import Text
import Watching

/// A fleet in figures, under the names that one edge repo's have, with a label that says which it is.
package enum FleetMetrics {
  /// The families.
  package static func families(_ rows: [FleetRow]) -> [MetricFamily] {
    [
      info(rows), readable(rows), need(rows), lastSync(rows), behind(rows),
      each(rows, "edgesync_drift_files", "Synced files that differ from upstream at the pin.") {
        $0.drift
      },
      each(rows, "edgesync_owed", "Overrides and reviews that wait for a person.") { $0.pending },
      each(rows, "edgesync_follow_ups", "Notes that are still to be acted on.") { $0.followUps },
      each(rows, "edgesync_held", "Commits that are not to be taken.") { $0.held },
      checks(rows), fetched(rows),
    ]
  }

  private static func repo(_ row: FleetRow) -> MetricFamily.Label {
    MetricFamily.Label("repo", row.edge.name)
  }

  private static func info(_ rows: [FleetRow]) -> MetricFamily {
    MetricFamily(
      "edgesync_info", help: "What the edge repo is pinned at.",
      samples: rows.compactMap { row in
        row.facts.map { facts in
          MetricFamily.Sample(
            1,
            [
              repo(row), .init("upstream", facts.upstream.string), .init("pin", facts.pin.id.hex),
            ])
        }
      })
  }

  private static func readable(_ rows: [FleetRow]) -> MetricFamily {
    MetricFamily(
      "edgesync_readable", help: "Whether the edge repo could be read.",
      samples: rows.map { .init($0.facts == nil ? 0 : 1, [repo($0)]) })
  }

  private static func need(_ rows: [FleetRow]) -> MetricFamily {
    MetricFamily(
      "edgesync_need", help: "How much the edge repo needs somebody: 1 for what is so.",
      samples: rows.flatMap { row in
        FleetNeed.allCases.map {
          .init(row.need == $0 ? 1 : 0, [repo(row), .init("need", $0.rawValue)])
        }
      })
  }

  private static func lastSync(_ rows: [FleetRow]) -> MetricFamily {
    MetricFamily(
      "edgesync_last_sync_timestamp", unit: "seconds", help: "When the last sync landed.",
      samples: rows.compactMap { row in
        row.facts?.lastSync.map { .init(Double($0.date), [repo(row), .init("kind", $0.kind)]) }
      })
  }

  private static func behind(_ rows: [FleetRow]) -> MetricFamily {
    MetricFamily(
      "edgesync_behind_commits",
      help: "Commits past the pin that touch a synced file or an override.",
      samples: rows.compactMap { row in
        row.facts.map { .init(Double($0.behind.commits), [repo(row), .init("group", "synced")]) }
      })
  }

  private static func checks(_ rows: [FleetRow]) -> MetricFamily {
    MetricFamily(
      "edgesync_check_state", help: "How a check ended last: 1 for the state that it is in.",
      samples: rows.flatMap { row in
        (row.facts?.checks ?? []).map {
          .init(
            1, [repo(row), .init("check", $0.name), .init("state", $0.state.rawValue)])
        }
      })
  }

  private static func fetched(_ rows: [FleetRow]) -> MetricFamily {
    MetricFamily(
      "edgesync_fetched_timestamp", unit: "seconds",
      help: "When the edge repo and its upstream were last looked at.",
      samples: rows.compactMap { row in row.fetched.map { .init(Double($0), [repo(row)]) } })
  }

  private static func each(
    _ rows: [FleetRow], _ name: String, _ help: String, _ value: (FleetFacts) -> Int
  ) -> MetricFamily {
    MetricFamily(
      name, help: help,
      samples: rows.compactMap { row in
        row.facts.map { .init(Double(value($0)), [repo(row)]) }
      })
  }
}
