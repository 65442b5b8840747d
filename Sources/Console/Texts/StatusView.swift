import Git
import Journal
import Planning
import Rules
import Terminal
import Text

/// Where the edge repo stands, and how checks went lately.
enum StatusView {
  /// Runs that a trend shows.
  private static let shownRuns = 20

  static func rows(_ status: RepoStatus, _ model: Model) -> [Line] {
    let now = model.now
    func fact(_ name: SafeText, _ line: Line) -> Line {
      var row = Line(name.padded(to: 14), .dim)
      for span in line.spans { row.add(span.text, span.role) }
      return row
    }
    var rows = [
      fact("pin", Line("\(status.pin.id.short) ", .id).adding("“\(status.pin.subject)”")),
      fact("upstream", Line("\(status.tip.short)", .id)),
    ]
    let behind = status.behind
    rows.append(
      fact(
        "behind",
        behind.commits == 0
          ? Line("nothing", .good)
          : Line(
            "\(counted(behind.commits, "commit")): \(behind.synced) synced, \(counted(behind.overrides, "override")), \(behind.outside) outside"
          )))
    for source in status.missingSources { rows.append(fact("moved", Line(source.text, .bad))) }
    if status.isRewritten {
      rows.append(fact("history", Line("was rewritten since the pin", .bad)))
    }
    let last: SafeText =
      status.lastSync.map { "\(Age(of: $0.date, now: now).ago), \($0.name), by \($0.by)" }
      ?? (status.cutOff == nil ? "none yet" : "not known")
    rows.append(fact("last sync", Line(last)))
    if let cutOff = status.cutOff { rows.append(fact("", Line(cutOff.text, .warning))) }
    if let undone = status.undone {
      rows.append(fact("undone", Line(undone.text, .bad)))
      rows.append(Line("  ").adding(undone.advice))
    }
    if let fetched = status.lastFetch {
      rows.append(fact("copy", Line("fetched \(Age(of: fetched, now: now).ago)")))
    }
    rows.append(Line())
    let verification = status.verification
    rows.append(
      fact(
        "drift",
        verification.isIdentical
          ? Line("✓ none: \(counted(verification.files, "file")) as upstream has them", .good)
          : Line("✗ \(counted(verification.drift.count, "file"))", .bad)))
    for remark in verification.remarks { rows.append(Line("  note: ", .warning).adding(remark)) }
    for drift in verification.drift {
      rows.append(Line("  \(drift.kind.rawValue) ", .bad).adding(drift.path.text))
    }
    for path in verification.strays { rows.append(Line("  stray ", .warning).adding(path.text)) }
    rows.append(
      fact(
        "pending",
        status.owed.isEmpty && status.owedReviews.isEmpty
          ? Line("✓ nothing", .good) : Line("", .text)))
    for owed in status.owed {
      rows.append(
        Line("  ! ", .override).adding(owed.path.text)
          .adding("  upstream changed its version", .dim))
    }
    for review in status.owedReviews {
      rows.append(
        Line("  ! ", .override)
          .adding("review of the emergency to ").adding("\(review.to.short)", .id)
          .adding(", \(Age(of: review.date, now: now).ago), by \(review.by): \(review.reason)"))
    }
    for hold in status.held {
      rows.append(
        fact("held", Line("\(hold.id.short) ", .id).adding("by \(hold.by): \(hold.reason)")))
    }
    if let failure = status.lastFailure {
      rows.append(Line())
      rows.append(
        fact(
          "last failure",
          Line("\(Age(of: failure.date, now: now).ago), \(failure.name)", .bad)))
      rows.append(Line("  ").adding(SafeText(failure.reason ?? "")))
    }
    rows.append(Line())
    rows.append(Line("Checks, newest run first", .heading))
    if status.checks.isEmpty { rows.append(Line("  none has run here yet", .dim)) }
    for trend in status.checks { rows.append(self.trend(trend)) }
    if !status.benchmarks.isEmpty {
      rows += [Line(), Line("Benchmarks on this machine, newest run last", .heading)]
      rows += status.benchmarks.map(Self.trend)
    }
    return rows
  }

  private static func trend(_ trend: RepoStatus.CheckTrend) -> Line {
    let runs = trend.runs.prefix(shownRuns)
    var line = Line(("  \(trend.name)" as SafeText).padded(to: 24))
    line.add(Sparkline.text(runs.map(\.seconds)) + " ", .hunk)
    for run in runs.prefix(10) {
      line.add(run.state.mark, ValidationView.role(of: run.state))
    }
    if let newest = runs.first { line.add(" \(Elapsed(newest.seconds).text)", .dim) }
    return line
  }

  private static func trend(_ trend: RepoStatus.BenchmarkTrend) -> Line {
    var line = Line(("  \(trend.check): \(trend.name)" as SafeText).padded(to: 40))
    line.add(Sparkline.text(trend.values.suffix(shownRuns)), .hunk)
    if let newest = trend.values.last {
      line.add(" \(BenchmarkFigure.number(newest)) \(trend.unit)", .dim)
    }
    return line
  }
}

/// Numbers as a row of bars.
enum Sparkline {
  /// A bar a number, the highest as high as a cell.
  static func text(_ numbers: [Double]) -> SafeText {
    let bars: [SafeText] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]
    guard let most = numbers.max(), most > 0 else {
      return numbers.map { _ in bars[0] }.joined(separator: "")
    }
    return numbers.map { bars[min(7, Int($0 / most * 7.99))] }.joined(separator: "")
  }
}
