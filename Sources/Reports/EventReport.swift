import Git
import Journal
import Planning
import Rules
import Text

/// What is told of a sync event: in a list, and of one with what it brought.
package enum EventReport {
  /// What it was: `2026-10-20 weekly landed`.
  package static func title(_ event: SyncEvent) -> SafeText {
    "\(Timestamp.day(event.date)) \(event.name) \(event.outcome.rawValue)"
  }

  /// From where to where: `4f2a9c1 → 9f3c2d1`.
  static func pins(_ event: SyncEvent) -> SafeText {
    "\(event.from?.short ?? "unknown") → \(event.to?.short ?? "unknown")"
  }

  /// How much it was, as far as that is known: `3 commits, 12 files, 1 override`.
  static func sizes(_ event: SyncEvent) -> SafeText {
    var parts: [SafeText] = []
    if let commits = event.commits { parts.append(counted(commits, "commit")) }
    if let files = event.files { parts.append(counted(files, "file")) }
    if !event.overrides.isEmpty { parts.append(counted(event.overrides.count, "override")) }
    return parts.joined(separator: ", ")
  }

  /// Its row in a list.
  ///
  /// - Parameters:
  ///   - isPending: Whether it has to be reviewed yet.
  ///   - tellsReason: Whether the row says why it was made or ended.
  package static func row(
    _ event: SyncEvent, isPending: Bool = false, tellsReason: Bool = true
  ) -> Line {
    let isLanded = event.outcome == .landed
    let role: Role = isLanded ? .good : .bad
    var line = Line("\(isLanded ? Mark.good : Mark.bad) ", role)
    line.add("\(Timestamp.day(event.date)) ", .dim)
    line.add(event.name.padded(to: 10))
    line.add(("\(event.outcome.rawValue)" as SafeText).padded(to: 9), role)
    line.add(pins(event) + "  ", .id)
    if isPending { line.add("\(Mark.attention) review pending  ", .override) }
    let sizes = sizes(event)
    if !sizes.isEmpty { line.add(sizes + "  ") }
    if tellsReason, let reason = event.reason { line.add("\(reason)  ", .dim) }
    line.add("\(event.by)", .author)
    return line
  }

  /// Its row with what a person should know of it: checks that didn't pass, benchmarks that moved, and why it was made
  /// or ended.
  ///
  /// - Parameter moves: Where benchmarks moved at it.
  package static func entry(_ event: SyncEvent, moves: [BenchmarkPoint] = []) -> [Line] {
    [row(event, tellsReason: false)]
      + event.checks.filter { $0.state != .passed }.map {
        Line("    ").adding(CheckReport.line($0))
      } + moves.map { Line("    ").adding(measured($0)) }
      + (event.reason.map { [Line("    \($0)", .dim)] } ?? [])
  }

  /// What a benchmark measured for it, on one line.
  static func measured(_ point: BenchmarkPoint) -> Line {
    let role = point.move.map { $0 > 0 ? Role.bad : .good } ?? .text
    return Line("\(point.check): \(point.figure.line)", role)
  }

  /// All of it.
  ///
  /// - Parameters:
  ///   - measured: What benchmarks measured for it.
  ///   - brought: The upstream commits and files that came with it; nil while that isn't known.
  ///   - notes: What was noted on that.
  ///   - isPending: Whether it has to be reviewed yet.
  package static func lines(
    _ event: SyncEvent, measured: [BenchmarkPoint] = [],
    brought: (commits: [Commit], files: [FileChange])?, notes: [Note] = [], isPending: Bool,
    now: Int
  ) -> [Line] {
    var facts = [
      Line("from   ", .dim).adding("\(event.from?.hex ?? "unknown")", .id),
      Line("to     ", .dim).adding("\(event.to?.hex ?? "unknown")", .id),
      Line("by     ", .dim).adding("\(event.by)", .author)
        .adding(", \(Age(of: event.date, now: now).ago)", .dim),
    ]
    if let commit = event.commit {
      facts.append(Line("commit ", .dim).adding("\(commit.hex)", .id))
    }
    if let reason = event.reason {
      facts.append(Line("reason ", .dim).adding("\(reason)", .warning))
    }
    if isPending { facts.append(Line("\(Mark.attention) review pending", .override)) }
    return .sections(
      facts, event.checks.map { CheckReport.line($0) } + measured.map { Self.measured($0) },
      PendingReport.carryOver(event.overrides),
      notes.isEmpty
        ? []
        : [Line(counted(notes.count, "note"), .heading)]
          + notes.map { Line("  ").adding(NoteReport.row($0, now: now)) },
      brought.map { commits($0.commits) } ?? [Line("…", .dim)],
      brought.map { files($0.files) } ?? []
    )
  }

  private static func commits(_ commits: [Commit]) -> [Line] {
    [Line(counted(commits.count, "commit"), .heading)] + commits.map { PlanReport.commit($0) }
  }

  private static func files(_ files: [FileChange]) -> [Line] {
    let counts = GroupCounts(files)
    let heading = Line(counted(counts.synced, "file"), .heading)
      .adding(counts.edge > 0 ? ", \(counted(counts.edge, "override"))" : "", .override)
      .adding(counts.outside > 0 ? ", and \(counts.outside) outside" : "", .dim)
    return [heading]
      + files.filter { $0.group != .outside }.map {
        Line("  \($0.mark) ", $0.group.role).adding($0.shownPaths)
      }
  }
}
