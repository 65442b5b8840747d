import Git
import Journal
import Planning
import Reports
import Terminal
import Text

/// A check's failing tests by name, and its log, as it grows.
enum LogView {
  static func rows(_ check: String, _ candidate: ObjectID, _ model: Model) -> [Line] {
    guard let validation = model.validations[candidate],
      let row = validation.rows.first(where: { $0.name == check })
    else { return [] }
    var rows = [Line(ValidationView.explanation(row, model), .heading), Line()]
    let trends = trends(check, model)
    if !trends.isEmpty { rows += trends + [Line()] }
    if case .ended(let result) = row.state {
      let details = CheckReport.details(result)
      if !details.isEmpty { rows += details + [Line()] }
    }
    if let log = validation.logs[check] {
      if log.dropped > 0 { rows.append(Line("… \(log.dropped) earlier lines", .dim)) }
      rows += log.all.map { Line($0) }
    } else {
      rows.append(Line("Nothing was printed.", .dim))
    }
    return rows
  }

  /// What a check's benchmark measured lately.
  private static func trends(_ check: String, _ model: Model) -> [Line] {
    model.checkTrends.benchmarks(of: check).map { trend in
      Line("\(trend.name) ").adding(StatusReport.values(trend))
    }
  }

  /// What is most to be known of a check in a few rows: what it found, then the end of what it printed.
  static func end(_ row: Validation.Row, _ validation: Validation, _ model: Model, rows room: Int)
    -> [Line]
  {
    var found = trends(row.name, model)
    if case .ended(let result) = row.state { found += CheckReport.details(result) }
    let printed = (validation.logs[row.name]?.last(room) ?? []).map { Line($0, .dim) }
    // Half is for what it found, and what either doesn't need is the other's.
    let shown = found.prefix(max(room / 2, room - printed.count))
    return Array(shown + printed.suffix(room - shown.count))
  }
}
