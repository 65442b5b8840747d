import Git

/// Deleted lines and the added lines that directly follow them.
struct ChangedRun {
  private(set) var deletions: [Int] = []
  private(set) var additions: [Int] = []

  /// How many lines it has.
  var count: Int { deletions.count + additions.count }

  /// The runs of a hunk's lines that have both.
  ///
  /// - Parameter first: The number of the first line.
  static func runs(of kinds: [FilePatch.LineKind], from first: Int) -> [ChangedRun] {
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
        run.deletions.append(first + index)
      case .addition: run.additions.append(first + index)
      }
    }
    end()
    return runs
  }
}
