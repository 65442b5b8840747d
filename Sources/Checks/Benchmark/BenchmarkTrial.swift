import Journal
import Rules
import SystemPackage
import Text

/// Runs a benchmark several times, the candidate's and the baseline's in turn, and compares the figures.
struct BenchmarkTrial: Sendable {
  private let work: CheckWork
  private let command: String
  private let rule: BenchmarkRule
  private let baseline: CheckWork?

  /// A trial.
  ///
  /// - Parameters:
  ///   - work: The check's work on the candidate.
  ///   - command: What it runs.
  ///   - rule: How its figures are read and judged.
  ///   - baseline: The same work on what it is compared with; nil where there are no such files.
  init(_ work: CheckWork, command: String, rule: BenchmarkRule, baseline: CheckWork?) {
    self.work = work
    self.command = command
    self.rule = rule
    self.baseline = baseline
  }

  /// Each figure of some runs.
  private struct Samples {
    var figures: [BenchmarkReport.Figure] = []
    var values: [String: [Double]] = [:]

    mutating func add(_ report: BenchmarkReport) {
      for figure in report.figures {
        if values[figure.name] == nil { figures.append(figure) }
        values[figure.name, default: []].append(figure.value)
      }
    }
  }

  /// What ends a trial before its time.
  private struct Stopped: Error {
    let outcome: CheckOutcome
  }

  func run() async -> CheckOutcome {
    let clock = ContinuousClock()
    let start = clock.now
    func spent() -> Double { (clock.now - start).inSeconds }
    do {
      // The first run of each fills caches and builds what isn't built yet.
      var outcome = try await measured(work, "the candidate, to warm up", spent()).outcome
      var baseline = self.baseline
      var reason: String?
      if baseline == nil, rule.baseline == .upstream {
        reason = "there is nothing to compare with: no edge-specific file differs from upstream's"
      }
      if let work = baseline {
        do {
          _ = try await measured(work, "\(rule.baseline.files), to warm up", spent())
        } catch let stopped as Stopped where stopped.outcome.state == .failed {
          reason =
            "there is nothing to compare with: \(rule.baseline.place), \(stopped.outcome.reason ?? "")"
          baseline = nil
        }
      }
      var new = Samples()
      var old = Samples()
      let wanted = BenchmarkComparison.pairs
      var runs = 0
      let warm = spent()
      while runs < wanted {
        let note = "\(runs + 1) of \(wanted)"
        // Whichever runs second may gain by it, or lose.
        if runs % 2 == 1, let baseline {
          old.add(try await measured(baseline, "\(rule.baseline.files), \(note)", spent()).report)
        }
        new.add(try await measured(work, "the candidate, \(note)", spent()).report)
        if runs % 2 == 0, let baseline {
          old.add(try await measured(baseline, "\(rule.baseline.files), \(note)", spent()).report)
        }
        runs += 1
        let each = (spent() - warm) / Double(runs)
        if spent() + 1.5 * each > Double(work.check.timeout) { break }
      }
      outcome.benchmarks = compared(new, old)
      let slower = outcome.benchmarks.filter { $0.verdict == .slower }
      if !slower.isEmpty {
        outcome.state = .failed
        outcome.reason = slower.map { figure in
          "\(figure.name) is slower by \(BenchmarkFigure.percent(figure.change ?? 0))"
            + ", \(BenchmarkFigure.percent(rule.tolerance)) is tolerated"
        }.joined(separator: "; ")
      } else if outcome.benchmarks.contains(where: { $0.verdict == .unclear }) {
        let unclear = outcome.benchmarks.filter { $0.verdict == .unclear }.map(\.name)
        outcome.reason =
          runs < BenchmarkComparison.leastPairs
          ? "can't tell: only \(runs) runs fit into its \(work.check.timeout) s"
          : "can't tell of \(unclear.joined(separator: ", ")): its runs differ by more than is tolerated"
      } else {
        outcome.reason = reason
      }
      return outcome
    } catch let stopped as Stopped {
      return stopped.outcome
    } catch {
      return .failed(String(describing: error))
    }
  }

  /// Runs the command once and reads what it measured.
  private func measured(
    _ work: CheckWork, _ note: String, _ spent: Double
  ) async throws -> (outcome: CheckOutcome, report: BenchmarkReport) {
    let left = work.check.timeout - Bounded.whole(spent)
    guard left > 0 else {
      throw Stopped(
        outcome: CheckOutcome(.timedOut, timeout: work.check.timeout))
    }
    work.output.say("edgesync: \(note)")
    let path = work.folder.files.appending(rule.file)
    // What an earlier run left must not be taken for this one's.
    guard ReportFile.removeEarlier(at: path, below: work.folder.files) else {
      throw Stopped(
        outcome: .failed("its report \(rule.file) leads out of the files, or is a folder"))
    }
    let outcome = await work.run(command, timeout: left)
    guard outcome.state == .passed else { throw Stopped(outcome: outcome) }
    do {
      return (outcome, try BenchmarkReport(reading: path))
    } catch {
      throw Stopped(
        outcome: .failed("its report \(rule.file) can't be used: \(error.reason)"))
    }
  }

  /// Each figure beside what it is compared with.
  private func compared(_ new: Samples, _ old: Samples) -> [BenchmarkFigure] {
    new.figures.map { figure in
      let samples = new.values[figure.name] ?? []
      var result = BenchmarkFigure(
        name: figure.name, unit: figure.unit, value: Median.of(samples), samples: samples)
      let against: [Double] =
        switch rule.baseline {
        case .number(let number): samples.map { _ in number }
        case .pin, .upstream: old.values[figure.name] ?? []
        }
      // A figure that not every run has can't be set side by side.
      let pairs = min(samples.count, against.count)
      guard pairs > 0, samples.count == against.count else { return result }
      let comparison = BenchmarkComparison(
        Array(samples.prefix(pairs)), against: Array(against.prefix(pairs)),
        isBiggerBetter: figure.isBiggerBetter, tolerance: rule.tolerance,
        benchmarks: new.figures.count)
      result.baseline = Median.of(against)
      result.change = comparison.change
      result.band = comparison.band
      result.verdict = comparison.verdict
      return result
    }
  }
}

extension BenchmarkRule.Baseline {
  /// The files that a baseline's runs measure.
  fileprivate var files: String { self == .upstream ? "upstream's files" : "the current tree" }
  /// Where they are.
  fileprivate var place: String { self == .upstream ? "with upstream's files" : "at the pin" }
}
