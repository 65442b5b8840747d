import Git
import Planning
import Rules
import Text

/// What is told of how the edge repo compares with upstream at the pin.
package enum VerificationReport {
  /// On one line.
  package static func headline(_ verification: Verification) -> Line {
    let files = counted(verification.files, "synced file")
    if verification.isIdentical {
      return Line(
        "\(Mark.good) \(files) as upstream has them at \(verification.pin.short)", .good)
    }
    return Line(
      "\(Mark.bad) \(verification.drift.count) of \(files) differ from upstream at \(verification.pin.short)",
      .bad)
  }

  /// Which files differ, what to do about them, and what else there is.
  ///
  /// - Parameter most: Files of a kind that are named at the most.
  package static func details(_ verification: Verification, atMost most: Int = .max) -> [Line] {
    var lines = verification.drift.prefix(most).map { row($0) }
    lines += more(verification.drift.count - most)
    lines += PlanBlocker.remedies(of: verification.blockers).map { Line($0 + ".", .dim) }
    lines += verification.remarks.map { Line("note: ", .warning).adding($0) }
    return lines + strays(verification.strays, "file", atMost: most)
  }

  /// All of what is staged.
  package static func lines(_ staged: StagedEdits) -> [Line] {
    var lines: [Line] = []
    if staged.edits.isEmpty {
      lines.append(Line("\(Mark.good) nothing staged edits a file that upstream owns", .good))
    } else {
      let count = counted(staged.edits.count, "file")
      lines.append(
        Line("\(Mark.bad) \(count) staged here that upstream owns; edit there instead", .bad))
      for edit in staged.edits {
        lines += [
          row(edit.drift),
          Line("           there: ", .dim).adding(
            "\(edit.upstreamPath.text) in \(staged.upstream.shown), branch \(staged.upstream.branch)"
          ),
          Line("           rule:  ", .dim).adding(edit.rule.text),
        ]
      }
      lines.append(
        Line(
          "Unstage them with `git restore --staged PATH`. Once upstream has the change, `edgesync fetch && edgesync pin \(word: staged.upstream.branch)` brings it; to make a file your own, list it under `edge:` in edgesync.yml.",
          .dim))
    }
    return lines + strays(staged.strays, "new file")
  }

  private static func row(_ drift: Drift) -> Line {
    Line(("  \(drift.kind.rawValue) " as SafeText).padded(to: 11), .bad).adding(drift.path.text)
  }

  /// Files that are nobody's.
  private static func strays(
    _ paths: [RepoPath], _ noun: SafeText, atMost most: Int = .max
  ) -> [Line] {
    if paths.isEmpty { return [] }
    return [
      Line(
        "\(Mark.attention) \(counted(paths.count, noun)) neither upstream's nor declared", .warning)
    ] + paths.prefix(most).map { Line("  stray    ", .warning).adding($0.text) }
      + more(paths.count - most) + [Line(PlanBlocker.stray(.root).remedy + ".", .dim)]
  }

  private static func more(_ count: Int) -> [Line] {
    count > 0 ? [Line("  and \(count) more; `edgesync verify` lists them all", .dim)] : []
  }
}
