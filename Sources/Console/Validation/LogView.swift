import Git
import Journal
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
}
