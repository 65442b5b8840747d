import Git

/// Deleted lines and the added lines that directly follow them.
struct ChangedRun {
  private(set) var deletions: [Int] = []
  private(set) var additions: [Int] = []

  /// How many lines it has.
  var count: Int { deletions.count + additions.count }

  /// The runs that have both.
  static func runs(of kinds: [FilePatch.LineKind]) -> [ChangedRun] {
    var runs: [ChangedRun] = []
    var run = ChangedRun()
    func end() {
      if !run.deletions.isEmpty, !run.additions.isEmpty { runs.append(run) }
      run = ChangedRun()
    }
    for (index, kind) in kinds.enumerated() {
      switch kind {
      case .context: end()
      case .noNewline: continue
      case .deletion:
        if !run.additions.isEmpty { end() }
        run.deletions.append(index)
      case .addition: run.additions.append(index)
      }
    }
    end()
    return runs
  }
}
