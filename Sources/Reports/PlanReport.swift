import Git
import Landing
import Planning
import Rules
import Text

/// What is told of a plan: every path and what becomes of it, and what a person should know before it lands.
package struct PlanReport {
  private let plan: Plan

  /// The report of a plan.
  package init(_ plan: Plan) {
    self.plan = plan
  }

  /// All of it.
  ///
  /// - Parameters:
  ///   - landing: How it lands, by ``LandingLine``; nil where that is told elsewhere.
  ///   - maximumCommits: Commits that are listed at the most.
  package func lines(landing: Line? = nil, maximumCommits: Int = .max) -> [Line] {
    if plan.isEmpty { return [nothingToDo] + carryOver }
    let title = Line("Pin ", .heading).adding("\(plan.to.id.short) ", .id)
      .adding("“\(plan.to.subject)” ").adding("\(plan.to.author.name)", .author)
    return .sections(
      [title, size] + direction, files, [untouched, writtenToo], replaced + carryOver, remarks,
      commits(at: maximumCommits), landing.map { [$0] } ?? [])
  }

  /// What a dialog tells of it, in few rows.
  ///
  /// - Parameters:
  ///   - lineCounts: Lines that its files gain and lose; nil where they aren't counted.
  ///   - holds: Holds that the lock gets by it.
  package func summary(
    lineCounts: (additions: Int, deletions: Int)? = nil, holds: [Lock.Hold] = []
  ) -> [Line] {
    if plan.isEmpty { return [nothingToDo] + carryOver }
    var size = size
    if let lineCounts {
      size.add(":  ")
      size.add("+\(lineCounts.additions)", .addition)
      size.add(" −\(lineCounts.deletions)", .deletion)
    }
    return [size] + direction + moves + [untouched] + replaced + carryOver + remarks
      + holds.map {
        Line("Held afterwards: ", .warning)
          .adding("\($0.id.short) and its descendants, so that no sync brings it back.")
      }
  }

  /// That there is nothing to do.
  private var nothingToDo: Line {
    Line("Nothing to do: the pin is \(plan.from.short) already.", .good)
  }

  /// How much it is.
  private var size: Line {
    let start: SafeText =
      isWayBack ? "Back from" : "\(counted(plan.commits.count, "commit")) past"
    return Line(start, isWayBack ? .warning : .text).adding(" the pin ")
      .adding("\(plan.from.short)", .id).adding(": ").adding(plan.summary, .heading)
  }

  /// Whether it only leaves commits.
  private var isWayBack: Bool { plan.isStepBack && plan.commits.isEmpty }

  /// That it isn't on the pin's line of history.
  private var direction: [Line] {
    plan.isStepBack && !isWayBack
      ? [Line("A step back: it doesn't descend from the pin.", .warning)] : []
  }

  /// The mappings that go along to where upstream moved their files.
  private var moves: [Line] {
    (plan.edit?.moves ?? []).map { move in
      Line("  M ", .synced).adding("\(Manifest.fileName): \(move.name) from ").adding(move.text)
    }
  }

  /// Every path, with git's letter for what becomes of it.
  package var files: [Line] {
    var lines = moves
    let moved = Set(plan.renames.map(\.to))
    lines += plan.steps.filter { $0.new != nil && !moved.contains($0.path) }.map { Self.row($0) }
    lines += plan.deletes.map { Self.deletion(of: $0) }
    lines += plan.renames.map {
      Line("  R ", .synced).adding($0.from.text + " → " + $0.to.text)
    }
    lines += plan.filesInSubmodule.map { file in
      Line("    \(file.status.letter) ", .synced).adding(file.shownPaths)
    }
    return lines
  }

  /// A path that changes, with git's letter for what becomes of it.
  package static func row(_ step: Plan.Step) -> Line {
    guard let new = step.new else { return deletion(of: step.path) }
    var line = Line(step.old == nil ? "  A " : "  M ", .synced).adding(step.path.text)
    if let old = step.old, old.mode != new.mode {
      line.add("  mode \(old.mode.sixDigits) → \(new.mode.sixDigits)", .dim)
    }
    return line
  }

  private static func deletion(of path: RepoPath) -> Line {
    Line("  D ", .deletion).adding(path.text)
  }

  private var untouched: Line {
    Line("Not touched: \(counted(plan.edgeFiles, "edge-specific file")).", .dim)
  }

  private var writtenToo: Line {
    Line("Written too: \(Lock.fileName) and \(plan.manifest.changelog.text).", .dim)
  }

  /// What is replaced though a person changed it.
  private var replaced: [Line] {
    PendingReport.list("Replaced, after what stands there is saved:", plan.replaced)
  }

  private var carryOver: [Line] { PendingReport.carryOver(plan) }

  private var remarks: [Line] { plan.remarks.map { Line("note: ", .warning).adding($0) } }

  /// The commits that come with it, newest first.
  package func commits(at most: Int = .max) -> [Line] {
    if plan.commits.isEmpty { return [] }
    var lines = [Line("Commits", .heading)] + plan.commits.prefix(most).map { Self.commit($0) }
    let more = plan.commits.count - most
    if more > 0 { lines.append(Line("  and \(more) more", .dim)) }
    return lines
  }

  /// An upstream commit in a list.
  static func commit(_ commit: Commit) -> Line {
    Line("  \(commit.id.short) ", .id).adding("\(commit.subject)")
      .adding("  \(commit.author.name)", .author)
  }
}
