import Git
import Planning
import Reports
import Rules
import Text
import Upstream

extension VerifyCommand {
  /// `edgesync verify --staged`: what a commit in the making edits of upstream's files.
  func verifyStaged() throws {
    // An unfinished landing isn't finished here: git holds the index while its hooks run.
    let place = try EdgeRepo.Place(at: directory.folder)
    let index = try IndexFile(at: HookIndex.path(of: place))
    let edits = try EdgeRepo(place, in: index).map { try StagedEdits(of: $0, in: index) }
    let output = StandardOutput()
    if json {
      try output.write(document(edits).encoded + [0x0A])
    } else {
      try output.lines(
        edits.map { VerificationReport.lines($0) } ?? [
          Line("nothing to look for: the index holds no edgesync.yml with its edgesync.lock")
        ])
    }
    try output.flush()
    if edits?.edits.isEmpty == false { throw Ending(status: .inTheWay) }
  }

  private func document(_ staged: StagedEdits?) -> JSONValue {
    let drift = (staged?.edits ?? []).map { edit in
      var object = JSONObject()
      object.addPaths([("path", edit.drift.path), ("upstreamPath", edit.upstreamPath)])
      object.add("kind", .string(edit.drift.kind.rawValue))
      object.add("rule", .string(edit.rule.text.string))
      return JSONValue.object(object)
    }
    var object: JSONObject = [
      "pin": .optional(staged?.pin), "identical": .bool(drift.isEmpty),
      "files": .int(staged?.changes ?? 0), "drift": .array(drift),
    ]
    object.addPathLists([("strays", staged?.strays ?? [])])
    object.add(
      "upstream",
      staged.map {
        ["url": .string($0.upstream.shown.string), "branch": .string($0.upstream.branch)]
      }
        ?? .null)
    return .object(object)
  }
}
