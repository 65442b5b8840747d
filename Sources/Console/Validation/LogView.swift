import Git
import Journal
import Terminal
import Text

/// A check's failing tests by name, and its log, as it grows.
enum LogView {
  static func rows(_ check: String, _ candidate: ObjectID, _ model: Model) -> [Line] {
    guard let validation = model.validations[candidate],
      let row = validation.rows.first(where: { $0.name == check })
    else { return [] }
    var rows = [Line(ValidationView.explanation(row, model), .heading), Line()]
    if case .ended(let result) = row.state, !result.failures.isEmpty {
      rows += result.failures.map { Line($0.line, $0.isNew == false ? .warning : .bad) }
      rows += result.fixed.map { Line("fixed: \($0)", .good) } + [Line()]
    }
    if case .ended(let result) = row.state, !result.benchmarks.isEmpty {
      for figure in result.benchmarks {
        let role: Role =
          switch figure.verdict {
          case .slower: .bad
          case .faster: .good
          case .unclear: .warning
          case .same, nil: .text
          }
        rows.append(Line(figure.line, role))
        rows.append(Line("  runs " + Sparkline.text(figure.samples), .hunk))
      }
      rows.append(Line())
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
