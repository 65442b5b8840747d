import Git
import Journal
import Planning
import Reports
import Rules
import Text

/// What is told of a fleet, as lines: a row an edge repo, those that need somebody first.
package struct FleetReport {
  /// Columns of a name at the most, and of an error or a reason.
  private static let (widestName, widestReason) = (32, 160)

  private let rows: [FleetRow]
  private let now: Int

  /// The report of rows in their order.
  package init(_ rows: [FleetRow], now: Int) {
    (self.rows, self.now) = (rows, now)
  }

  /// How many need how much: `12 edge repos: 1 failed, 11 fine`.
  package static func summary(_ rows: [FleetRow]) -> Line {
    var line = Line("\(counted(rows.count, "edge repo")): ")
    let counts = FleetNeed.allCases.map { need in (need, rows.count { $0.need == need }) }
    for (place, (need, count)) in counts.filter({ $0.1 > 0 }).enumerated() {
      if place > 0 { line.add(", ") }
      line.add("\(count) \(need.rawValue)", need.role)
    }
    return line
  }

  /// All of it.
  package var lines: [Line] {
    [Self.summary(rows)] + lookedAt + [Line()] + rows.flatMap(lines)
  }

  /// When the one that wasn't looked at for longest was.
  private var lookedAt: [Line] {
    rows.compactMap(\.fetched).min().map {
      [Line("as of \(Age(of: $0, now: now).ago) or later; --fetch looks again", .dim)]
    } ?? []
  }

  private var nameWidth: Int {
    min(Self.widestName, rows.map { SafeText($0.edge.name).width }.max() ?? 0)
  }

  private func lines(_ row: FleetRow) -> [Line] {
    var line = Line("\(row.need.mark) ", row.need.role)
    line.add(
      SafeText(row.edge.name).truncated(to: nameWidth).padded(to: nameWidth) + "  ", .heading)
    line.add(SafeText(row.need.rawValue).padded(to: 8), row.need.role)
    var details: [Line] = []
    if let facts = row.facts {
      line.add("\(facts.pin.id.short) ", .id)
      let behind: SafeText =
        facts.isBehind ? "\(counted(facts.behind.commits, "commit")) behind" : "up to date"
      line.add(behind.padded(to: 19))
      let synced: SafeText =
        facts.lastSync.map { "synced \(Age(of: $0.date, now: now).short)" } ?? "never synced"
      line.add(synced.padded(to: 14), .dim)
      line = line.adding(marks(facts))
      if let failure = facts.lastFailure { details.append(failureLine(failure)) }
    } else if let error = row.error {
      details.append(Line(error.truncated(to: Self.widestReason), .bad))
    }
    if let next = row.next { details.append(Line("next: ", .dim).adding(next, .key)) }
    return [line] + details.map { Line("  ").adding($0) }
  }

  /// What is pending, differs or is held, and how checks went.
  private func marks(_ facts: FleetFacts) -> Line {
    var line = Line()
    let counts: [(Int, SafeText, Role)] = [
      (facts.pending, "pending", .warning), (facts.drift, "drift", .bad),
      (facts.strays, "stray", .bad), (facts.held, "held", .warning),
      (facts.followUps, "to do", .text),
    ]
    for (count, word, role) in counts where count > 0 { line.add("\(count) \(word)  ", role) }
    for check in facts.checks { line.add(check.state.mark, check.state.role) }
    return line
  }

  private func failureLine(_ failure: FleetFacts.Event) -> Line {
    let what: SafeText =
      "\(failure.kind) \(failure.outcome) \(Age(of: failure.date, now: now).ago)"
    let reason = failure.reason.map { ": " + SafeText($0).truncated(to: Self.widestReason) } ?? ""
    return Line(what + reason, .bad)
  }
}
