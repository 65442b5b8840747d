import Checks
import Git
import Journal
import Reports
import Planning
import Rules
import Text

extension JSONValue {
  /// A file of a diff or a log: where it belongs and what happened to it.
  static func file(
    _ file: FileChange, group: Bool
  ) -> JSONObject {
    var object = JSONObject()
    var paths: [(String, RepoPath?)] = [("path", file.path), ("upstreamPath", file.upstreamPath)]
    if file.status == .renamed {
      paths += [("oldPath", file.oldPath), ("oldUpstreamPath", file.change.oldPath)]
    }
    object.addPaths(paths)
    if group { object.add("group", .string(file.group.rawValue)) }
    object.add("status", .string(file.status.letter))
    if file.isGenerated == true { object.add("generated", .bool(true)) }
    return object
  }

  /// A check's result.
  static func check(_ result: CheckResult) -> JSONValue {
    [
      "name": .string(result.name), "stage": .string(result.stage.rawValue),
      "state": .string(result.state.rawValue), "required": .bool(result.isRequired),
      "seconds": .seconds(result.seconds), "cached": .bool(result.isCached),
      "reason": .optional(result.reason),
      "failures": .array(
        result.failures.map {
          [
            "name": .string($0.name), "message": .string($0.message), "file": .optional($0.file),
            "since": .optional($0.since), "new": $0.isNew.map { .bool($0) } ?? .null,
          ]
        }),
      "tests": .optional(result.tests), "fixed": .array(result.fixed.map { .string($0) }),
      "benchmarks": .array(result.benchmarks.map { .benchmark($0) }),
      "sandbox": .optional(result.sandbox?.rawValue),
      "flaky": .bool(result.isFlaky), "log": .string(String(decoding: result.log, as: UTF8.self)),
    ]
  }

  /// A figure of a benchmark; `change` and `band` are shares, above 0 where it is worse.
  static func benchmark(_ figure: BenchmarkFigure) -> JSONValue {
    [
      "name": .string(figure.name), "unit": .string(figure.unit), "value": .double(figure.value),
      "baseline": figure.baseline.map { .double($0) } ?? .null,
      "change": figure.change.map { .double($0) } ?? .null,
      "band": figure.band.map { [.double($0.lowerBound), .double($0.upperBound)] } ?? .null,
      "verdict": .optional(figure.verdict?.rawValue),
    ]
  }

  /// A plan; nil for one that wasn't made.
  static func plan(_ plan: Plan?) -> JSONValue {
    var object = JSONObject()
    object.addPathLists([("writes", plan?.writes ?? []), ("deletes", plan?.deletes ?? [])])
    let renames = (plan?.renames ?? []).map { rename in
      var object = JSONObject()
      object.addPaths([("from", rename.from), ("to", rename.to)])
      return JSONValue.object(object)
    }
    object.add("renames", .array(renames))
    if let edit = plan?.edit {
      object.add(
        "follows",
        .array(
          edit.moves.map { move in
            var object: JSONObject = ["mapping": .string(move.name)]
            object.addPaths([("from", move.from), ("to", move.to)])
            return .object(object)
          }))
    }
    return .object(object)
  }

  /// A note.
  static func note(_ note: Note) -> JSONValue {
    var (commit, file): (ObjectID?, NotedFile?)
    switch note.subject {
    case .commit(let id): commit = id
    case .file(let noted): file = noted
    }
    var object: JSONObject = ["id": .string(note.id.hex), "commit": .optional(commit)]
    object.addPaths([("path", file?.path), ("upstreamPath", file?.version.upstreamPath)])
    object.add("blob", .optional(file?.version.blob))
    object.add("line", .optional(file?.line))
    object.add("removed", .bool(file?.isRemoved == true))
    object.add("text", .string(note.text))
    object.add("author", .string(note.author))
    object.add("date", .moment(note.date))
    object.add("followUp", .bool(note.isFollowUp))
    object.add("owner", .optional(note.owner))
    object.add("done", note.doneDate.map { .moment($0) } ?? .null)
    return .object(object)
  }
}
