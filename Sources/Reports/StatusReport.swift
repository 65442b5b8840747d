import Git
import Journal
import Planning
import Rules
import Text

/// What is told of where the edge repo stands, and how checks went lately.
package struct StatusReport {
  /// Columns of what a row is about.
  package static let labelWidth = 10
  /// Runs that a trend shows, as bars and as marks.
  private static let (shownRuns, shownMarks) = (20, 10)

  private let status: RepoStatus
  private let now: Int

  /// The report of a status.
  package init(_ status: RepoStatus, now: Int) {
    (self.status, self.now) = (status, now)
  }

  /// All of it.
  ///
  /// - Parameters:
  ///   - advice: What else is to be done about the edge repo.
  ///   - followUps: Notes that are still to be acted on.
  ///   - maximumFiles: Files that differ, and strays, that are named at the most.
  package func lines(
    advice: [SafeText] = [], followUps: [Note] = [], maximumFiles: Int = .max
  ) -> [Line] {
    let verification = status.verification
    return .sections(
      [pin, upstream, behind] + unread + moves + rewritten + lastSync + undone + fetched,
      [fact("drift", VerificationReport.headline(verification))]
        + VerificationReport.details(verification, atMost: maximumFiles),
      pending(followUps) + holds,
      failure + advice.map { fact("to do", Line($0 + ".", .bad)) }, checks,
      benchmarks)
  }

  private func fact(_ name: SafeText, _ line: Line) -> Line {
    Line(name.padded(to: Self.labelWidth), .dim).adding(line)
  }

  private var pin: Line {
    fact("pin", Line("\(status.pin.id.short) ", .id).adding("“\(status.pin.subject)”"))
  }

  private var upstream: Line {
    fact("upstream", Line(status.upstream + " at ").adding("\(status.tip.short)", .id))
  }

  private var behind: Line {
    let behind = status.behind
    // A merge may take files back without any commit that does.
    if behind.commits == 0, behind.synced + behind.overrides == 0 {
      return fact("behind", Line("nothing", .good))
    }
    return fact(
      "behind",
      Line(
        "\(counted(behind.commits, "commit")): \(behind.synced) synced, \(counted(behind.overrides, "override")), \(behind.outside) outside"
      ))
  }

  /// What of upstream isn't counted.
  private var unread: [Line] {
    status.behind.unreadOutside.map { [fact("", Line($0, .warning))] } ?? []
  }

  private var moves: [Line] {
    if status.missingSources.isEmpty { return [] }
    let remedy = SourceError.moved(status.missingSources, candidate: status.tip).remedy
    return status.missingSources.map { fact("moved", Line($0.text, .bad)) }
      + [fact("", Line(remedy + ".", .bad))]
  }

  private var rewritten: [Line] {
    status.isRewritten
      ? [fact("history", Line("upstream's history was rewritten since the pin", .bad))] : []
  }

  private var lastSync: [Line] {
    let last: SafeText =
      status.lastSync.map { "\(Age(of: $0.date, now: now).ago), \($0.name), by \($0.by)" }
      ?? (status.cutOff == nil ? "none yet" : "not known")
    return [fact("last sync", Line(last))]
      + (status.cutOff.map { [fact("", Line($0.text, .warning))] } ?? [])
  }

  private var undone: [Line] {
    guard let undone = status.undone else { return [] }
    return [fact("undone", Line(undone.text + ".", .bad)), fact("", Line(undone.advice + "."))]
  }

  private var fetched: [Line] {
    status.lastFetch.map {
      [fact("copy", Line("fetched \(Age(of: $0, now: now).ago)"))]
    } ?? []
  }

  private func pending(_ followUps: [Note]) -> [Line] {
    let items =
      status.owed.map { PendingReport.override($0.path) }
      + status.owedReviews.map { PendingReport.review($0, now: now) }
    let all =
      items.map { fact("pending", $0) }
      + followUps.map { fact("follow-up", NoteReport.row($0, now: now)) }
    return all.isEmpty ? [fact("pending", Line("\(Mark.good) nothing", .good))] : all
  }

  private var holds: [Line] { status.held.map { fact("held", Line($0.text, .warning)) } }

  private var failure: [Line] {
    guard let failure = status.lastFailure else { return [] }
    return [
      fact(
        "failure",
        Line(
          "\(Age(of: failure.date, now: now).ago), \(failure.name) \(failure.outcome.rawValue)",
          .bad)
      )
    ] + (failure.reason.map { [fact("", Line("\($0)"))] } ?? [])
  }

  private var checks: [Line] {
    [Line("Checks, newest run last", .heading)]
      + (status.checks.isEmpty ? [Line("  none has run here yet", .dim)] : status.checks.map(trend))
  }

  private func trend(_ trend: RepoStatus.CheckTrend) -> Line {
    let runs = trend.runs.prefix(Self.shownRuns)
    var line = Line("  ")
    for run in runs.prefix(Self.shownMarks).reversed() {
      line.add(run.state.mark, run.state.role)
    }
    line.add(" \(trend.name)")
    line.add(" " + Sparkline.text(runs.reversed().map(\.seconds)), .hunk)
    if let newest = runs.first { line.add(" \(Elapsed(newest.seconds).text)", .dim) }
    return line
  }

  private var benchmarks: [Line] {
    if status.benchmarks.isEmpty { return [] }
    return [Line("Benchmarks on this machine, newest run last", .heading)]
      + status.benchmarks.flatMap { trend in
        [
          Line(("  \(trend.check): \(trend.name) " as SafeText).padded(to: Self.figureColumn))
            .adding(Self.values(trend))
        ] + Self.syncs(trend).map { Line("    ").adding($0) }
      }
  }

  /// The column that a benchmark's values begin in.
  private static let figureColumn = 40

  /// What a benchmark measured at the last syncs, and the newest at which it moved.
  private static func syncs(_ trend: RepoStatus.BenchmarkTrend) -> [Line] {
    guard let newest = trend.syncs.last else { return [] }
    let label: SafeText = "over \(counted(trend.syncs.count, "sync")) "
    var over = Line(label.padded(to: figureColumn - 4))
    over.add(Sparkline.text(trend.syncs.suffix(shownRuns).map(\.figure.value)), .hunk)
    over.add(" \(newest.figure.comparison)", newest.figure.verdict?.role ?? .dim)
    let moved = trend.syncs.last { $0.move != nil }
    return [over]
      + (moved.flatMap { point in
        point.moveText.map { [Line($0, (point.move ?? 0) > 0 ? .bad : .good)] }
      } ?? [])
  }

  /// What a benchmark measured lately, as bars, and the newest in figures.
  package static func values(_ trend: RepoStatus.BenchmarkTrend) -> Line {
    var line = Line(Sparkline.text(trend.values.suffix(shownRuns)), .hunk)
    if let newest = trend.values.last {
      line.add(" \(BenchmarkFigure.number(newest)) \(trend.unit)", .dim)
    }
    return line
  }
}
