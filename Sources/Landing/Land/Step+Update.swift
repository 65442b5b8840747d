import Git
import Planning

/// What the updates of a work tree and of a submodule's have in common.
extension Plan.Step {
  /// Whether the file says how others are converted.
  var isOfAttributes: Bool { path.name.elementsEqual(".gitattributes".utf8) }

  /// Whether the step comes before those of plain files: deletions, so that a folder can take a file's
  /// place, then attributes, which convert what comes after them.
  var goesFirst: Bool { new == nil || isOfAttributes }
}

extension [Plan.Step] {
  /// The steps in the order in which a work tree takes them, each with its number in the plan.
  var inUpdateOrder: [(number: Int, step: Plan.Step)] {
    let numbered = enumerated().map { (number: $0.offset, step: $0.element) }
    return numbered.filter { $0.step.new == nil }
      + numbered.filter { $0.step.new != nil && $0.step.isOfAttributes }
      + numbered.filter { !$0.step.goesFirst }
  }
}

extension Repository {
  /// The steps whose entries may be put into the index: where it holds what the step found there, or what
  /// the step puts there.
  func stepsToIndex(
    _ steps: [Plan.Step], from found: (Plan.Step) -> TreeItem?
  ) throws(GitError) -> [Plan.Step] {
    var outdated: [Plan.Step] = []
    for step in steps {
      let present = try indexItem(at: step.path)
      if present == found(step) || present == step.new { outdated.append(step) }
    }
    return outdated
  }
}
