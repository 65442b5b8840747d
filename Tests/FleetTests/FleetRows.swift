import Fleet
import Git
import Journal
import Planning
import Rules
import Testing
import Text

/// Rows of a fleet that are written down.
enum FleetRows {
  static let now = 1_790_600_000
  private static let id = ObjectID(hex: String(repeating: "4f", count: 20).utf8)

  /// What is told of an edge repo, with a number of commits behind.
  static func facts(
    behind commits: Int = 0, age: Int = 3600, subject: String = "Log the model id",
    _ change: (inout FleetFacts) -> Void = { _ in }
  ) throws -> FleetFacts {
    var behind = RepoStatus.Behind()
    behind.commits = commits
    behind.synced = commits
    let id = try #require(Self.id)
    var facts = FleetFacts(
      pin: Lock.Pin(id: id, date: now - 86_400, subject: subject), upstream: "acme/platform main",
      tip: id, behind: behind, age: age)
    change(&facts)
    return facts
  }

  static func row(
    _ name: String, url: String = "https://git.example.com/edge.git",
    labels: [FleetLabel] = [], _ state: FleetRow.State
  ) -> FleetRow {
    FleetRow(
      FleetEdge(name: name, url: url, path: nil, labels: labels), fetched: now - 7200, state)
  }

  static func failure(_ outcome: String, _ reason: String) -> FleetFacts.Event {
    FleetFacts.Event(
      kind: "daily", outcome: outcome, date: now - 600, by: "Ana <ana@example.com>", reason: reason)
  }
}
