import Git
import Journal
import Planning
import Rules
import Text

extension FleetRow {
  /// It as a JSON document, the same whatever is known of it; a release is null as long as none is followed.
  package func document(now: Int) -> JSONObject {
    let facts = facts
    var object: JSONObject = [
      "edge": .string(edge.name), "source": .string(edge.shownSource.string),
      "labels": .object(
        JSONObject(members: edge.labels.map { .init(key: $0.name, value: .string($0.value)) })),
      "need": .string(need.rawValue), "next": .optional(next?.string),
      "error": .optional(error?.string),
      "fetched": fetched.map { .string(Timestamp.text($0)) } ?? .null,
    ]
    object.add(
      "pin",
      facts.map {
        [
          "id": .string($0.pin.id.hex), "date": .string(Timestamp.text($0.pin.date)),
          "subject": .string($0.pin.subject),
        ]
      } ?? .null)
    object.add("upstream", .optional(facts?.upstream.string))
    object.add("tip", .optional(facts?.tip.hex))
    object.add("release", .null)
    object.add(
      "behind",
      facts.map {
        [
          "commits": .int($0.behind.commits), "synced": .int($0.behind.synced),
          "overrides": .int($0.behind.overrides), "outside": .int($0.behind.outside),
        ]
      } ?? .null)
    object.add("lastSync", facts?.lastSync?.document ?? .null)
    object.add("ageSeconds", .optional(facts?.age))
    object.add("owed", .optional(facts?.pending))
    object.add("followUps", .optional(facts?.followUps))
    object.add("held", .optional(facts?.held))
    object.add("drift", .optional(facts?.drift))
    object.add("strays", .optional(facts?.strays))
    object.add(
      "checks",
      .array(
        (facts?.checks ?? []).map {
          [
            "name": .string($0.name), "state": .string($0.state.rawValue),
            "required": .bool($0.isRequired), "date": .string(Timestamp.text($0.date)),
          ]
        }))
    object.add("lastFailure", facts?.lastFailure?.document ?? .null)
    return object
  }
}

extension FleetFacts.Event {
  fileprivate var document: JSONValue {
    [
      "kind": .string(kind), "outcome": .string(outcome), "date": .string(Timestamp.text(date)),
      "by": .string(by), "reason": .optional(reason),
    ]
  }
}
