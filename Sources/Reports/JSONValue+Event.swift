import Git
import Journal
import Planning
import Rules
import Text

extension JSONValue {
  /// A sync event.
  ///
  /// - Parameter measured: What benchmarks measured for it.
  package static func event(
    _ event: SyncEvent, measured: [BenchmarkPoint] = []
  ) -> JSONValue {
    var object: JSONObject = [
      "id": .string(event.id), "kind": .string(event.kind.rawValue),
      "outcome": .string(event.outcome.rawValue), "date": .moment(event.date),
      "by": .string(event.by), "from": .optional(event.from), "to": .optional(event.to),
      "commit": .optional(event.commit), "commits": .optional(event.commits),
      "files": .optional(event.files),
    ]
    object.addPathLists([("overrides", event.overrides)])
    let checks = event.checks.map { check in
      [
        "name": .string(check.name), "state": .string(check.state.rawValue),
        "seconds": .seconds(check.seconds),
      ] as JSONValue
    }
    object.add("checks", .array(checks))
    object.add("reason", .optional(event.reason))
    if !measured.isEmpty {
      object.add(
        "benchmarks",
        .array(
          measured.map { point in
            [
              "check": .string(point.check), "name": .string(point.figure.name),
              "unit": .string(point.figure.unit), "measured": benchmarkPoint(point),
            ]
          }))
    }
    if let undone = event.undoes { object.add("undoes", .string(undone.hex)) }
    return .object(object)
  }

  /// What a benchmark measured for a sync.
  package static func benchmarkPoint(_ point: BenchmarkPoint) -> JSONValue {
    let figure = point.figure
    return [
      "commit": .string(point.commit.hex), "to": .string(point.to.hex),
      "date": .moment(point.date), "value": .double(figure.value),
      "baseline": figure.baseline.map { .double($0) } ?? .null,
      "change": figure.change.map { .double($0) } ?? .null,
      "verdict": .optional(figure.verdict?.rawValue),
      "move": point.move.map { .double($0) } ?? .null,
    ]
  }
}
