import Checks
import Git
import Journal
import Text

/// What is told of checks: as they begin and end, and of several together.
package enum CheckReport {
  /// Seconds from which on it is told how long a check took.
  private static let leastTime = 0.05

  /// A check that begins, and how long it took when it last passed here.
  package static func started(_ name: String, lastSeconds: Double?) -> Line {
    Line(Mark.running + " ", .warning).adding("\(name)")
      .adding(lastSeconds.map { ", \(about($0))" } ?? "", .dim)
  }

  /// How long a check may take, by how long it took before.
  package static func about(_ seconds: Double) -> SafeText { "about \(Elapsed(seconds).text)" }

  /// A result on one line: `✗ unit tests failed: exit status 1, 12 tests, 1.4 s`.
  package static func line(_ result: CheckResult, now: Int) -> Line {
    let time = time(result).map { ", " + $0 } ?? ""
    return line(result.name, result.state, " " + outcome(result, now: now) + time)
  }

  /// A check as an event remembers it: `✓ unit tests passed, 1.4 s`.
  package static func line(_ check: SyncEvent.Check) -> Line {
    line(check.name, check.state, " \(check.state.rawValue), \(Elapsed(check.seconds).text)")
  }

  private static func line(
    _ name: String, _ state: CheckResult.State, _ outcome: SafeText
  ) -> Line {
    Line(state.mark + " ", state.role).adding("\(name)")
      .adding(outcome, state.role == .bad ? .bad : .dim)
  }

  /// Why a check ended as it did, without the exit status where something says more; nil where nothing is to be said.
  package static func reason(_ result: CheckResult) -> SafeText? {
    guard let reason = result.reason else { return nil }
    let status = result.exitStatus.map { " (exit status \($0))" } ?? ""
    let isSaid = !status.isEmpty && reason.hasSuffix(status) && reason.count > status.count
    return SafeText(isSaid ? String(reason.dropLast(status.count)) : reason)
  }

  /// How a check ended and why: `failed: exit status 1`.
  package static func ending(_ result: CheckResult) -> SafeText {
    "\(result.state.rawValue)" + (result.reason.map { ": \($0)" } ?? "")
  }

  /// How a check ended, with all that is to be known of it but its time.
  package static func outcome(_ result: CheckResult, now: Int) -> SafeText {
    // First, where a narrow screen cuts the rest.
    let isOptional = !result.isRequired && result.state != .passed
    var parts = [(isOptional ? "not required, " : "") + ending(result)]
    if let tests = result.tests { parts.append(counted(tests, "test")) }
    if result.isCached {
      parts.append("ran \(Age(of: result.date, now: now).ago) on this same tree")
    }
    if let sandbox = result.sandbox, sandbox != .off { parts.append(sandbox.text) }
    if result.isFlaky { parts.append("flaky: it has both passed and failed on this same tree") }
    return parts.joined(separator: ", ")
  }

  /// How long a check took; nil where that is next to nothing.
  package static func time(_ result: CheckResult) -> SafeText? {
    result.seconds >= leastTime ? Elapsed(result.seconds).text : nil
  }

  /// What a check found: failing tests, tests that are fixed, and what its benchmark measured.
  ///
  /// - Parameter most: Tests of a kind that are named at the most.
  package static func details(_ result: CheckResult, atMost most: Int = .max) -> [Line] {
    var lines = result.failures.prefix(most).map {
      Line($0.line, $0.isNew == false ? .warning : .bad)
    }
    let more = result.failures.count - most
    if more > 0 { lines.append(Line("and \(more) more", .dim)) }
    if !result.fixed.isEmpty {
      let names = result.fixed.prefix(most).map { SafeText($0) }.joined(separator: ", ")
      let rest = result.fixed.count - most
      lines.append(
        Line("fixed since the pin: \(names)\(rest > 0 ? " and \(rest) more" : "")", .good))
    }
    for figure in result.benchmarks {
      lines.append(Line(figure.line, figure.verdict?.role ?? .text))
      if !figure.samples.isEmpty {
        lines.append(Line("  runs " + Sparkline.text(figure.samples), .hunk))
      }
    }
    return lines
  }

  /// What came of all checks of a candidate.
  package static func summary(
    _ results: [CheckResult], of candidate: ObjectID, tree: ObjectID
  ) -> Line {
    let passed = results.count { $0.state == .passed }
    let isPassed = results.allSatisfy(\.allowsLanding)
    return Line(isPassed ? Mark.good + " " : Mark.bad + " ", isPassed ? .good : .bad)
      .adding("\(candidate.short)", .id)
      .adding(": \(passed) of \(counted(results.count, "check")) passed")
      .adding(", tree \(tree.short)", .dim)
  }
}

extension CheckResult.State {
  /// What a check's end says.
  package var role: Role {
    switch self {
    case .passed: .good
    case .failed, .timedOut: .bad
    case .cancelled, .skipped: .warning
    case .overridden: .override
    }
  }
}

extension BenchmarkFigure.Verdict {
  /// What a figure's comparison says.
  package var role: Role {
    switch self {
    case .slower: .bad
    case .faster: .good
    case .unclear: .warning
    case .same: .text
    }
  }
}
