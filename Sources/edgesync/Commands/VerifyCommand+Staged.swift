import Git
import Planning
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
      try printText(edits, output)
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

  private func printText(_ staged: StagedEdits?, _ output: StandardOutput) throws {
    guard let staged else {
      try output.line(
        "nothing to look for: the index holds no edgesync.yml with its edgesync.lock")
      return
    }
    if staged.edits.isEmpty {
      try output.line(
        ("identical", .good), (": nothing staged edits a file that upstream owns", .text))
    } else {
      let count = counted(staged.edits.count, "file")
      try output.line(
        ("refused", .bad), (": \(count) staged here that upstream owns; edit there instead", .text)
      )
      for edit in staged.edits {
        let kind = "  \(edit.drift.kind.rawValue) " as SafeText
        try output.line((kind.padded(to: 11), .bad), (edit.drift.path.text, .text))
        try output.line(
          "           there: \(edit.upstreamPath.text) in \(staged.upstream.shown), branch \(staged.upstream.branch)"
        )
        try output.line("           rule:  \(edit.rule.text)")
      }
      try output.line(
        (
          "Unstage them with `git restore --staged PATH`. Once upstream has the change, `edgesync fetch && edgesync pin \(word: staged.upstream.branch)` brings it; to make a file your own, list it under `edge:` in edgesync.yml.",
          .dim
        ))
    }
    if !staged.strays.isEmpty {
      try output.line(
        ("strays", .warning),
        (": \(counted(staged.strays.count, "new file")) neither upstream's nor declared", .text))
      for path in staged.strays { try output.line("  " + path.text) }
      try output.line((PlanBlocker.stray(.root).remedy + ".", .dim))
    }
  }
}
