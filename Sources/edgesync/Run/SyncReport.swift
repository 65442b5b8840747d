import Git
import Journal
import Landing
import Reports
import Planning
import Rules
import Text
import Upstream

/// What `pin`, `daily`, `emergency` and `recover` say in JSON.
struct SyncReport {
  let kind: SyncKind
  let from: ObjectID
  var to: ObjectID?
  var branch: String
  var outcome = SyncEvent.Outcome.failed
  var commit: ObjectID?
  var plan: Plan?
  var checks: [CheckResult] = []
  var reason: String?
  var url: String?
  var rescue: Rescue?

  init(_ session: SyncSession, kind: SyncKind) {
    self.kind = kind
    from = session.edge.lock.pin.id
    branch = (try? session.edge.repository.head().name.string) ?? ""
  }

  var document: JSONValue {
    var object: JSONObject = [
      "kind": .string(kind.rawValue), "outcome": .string(outcome.rawValue),
      "from": .string(from.hex), "to": .optional(to), "commit": .optional(commit),
      "branch": .string(branch), "plan": .plan(plan),
    ]
    object.addPathLists([("overrides", plan?.overrides ?? [])])
    object.add("checks", .array(checks.map { .check($0) }))
    object.add("reason", .optional(reason))
    if let url { object.add("url", .string(url)) }
    if let rescue {
      object.add(
        "rescued",
        .array(
          rescue.kept.map { kept in
            var object: JSONObject = [
              "ref": .string(kept.reference), "staged": .bool(kept.isStaged),
              "command": .string(Rescue.command(for: kept).string),
            ]
            object.addPathLists([("paths", kept.paths)])
            return .object(object)
          }))
    }
    return .object(object)
  }
}
