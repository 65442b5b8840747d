import Git
import Journal
import Pipeline
import Rules
import Text

/// What is told of a search for the commit that broke the checks: as it goes on, and what it found.
package enum SearchReport {
  /// Failing tests of a check that are named at the most.
  private static let namedTests = 10

  /// The candidate that is tried now.
  ///
  /// - Parameters:
  ///   - candidate: nil for what stands now.
  ///   - left: How many may have to be tried after it.
  package static func trying(_ candidate: ObjectID?, left: Int) -> Line {
    Line(Mark.running + " ", .warning).adding("Searching for what broke the checks: ")
      .adding(name(candidate), .id).adding(", at most about \(left) more to try", .dim)
  }

  /// What happens; nothing of what checks do themselves.
  package static func lines(_ progress: CandidateSearch.Progress, now: Int) -> [Line] {
    switch progress {
    case .trying(let candidate, let left): return [trying(candidate, left: left)]
    case .check: return []
    case .verdict(let candidate, .passes):
      return [Line(Mark.good + " ", .good).adding(name(candidate), .id).adding(" passes")]
    case .verdict(let candidate, .fails(let results)):
      return [Line(Mark.bad + " ", .bad).adding(name(candidate), .id).adding(" fails")]
        + failed(results).map { Line("    ").adding(CheckReport.line($0, now: now)) }
    case .verdict(let candidate, .untriable(let reason)):
      return [
        Line(Mark.notRun + " ", .dim).adding(name(candidate), .id)
          .adding(" can't be tried: " + reason)
      ]
    }
  }

  /// What was found, in a few words.
  package static func title(of outcome: CandidateSearch.Outcome) -> SafeText {
    if outcome.broke != nil { return "What broke the checks" }
    if outcome.newestPassing != nil { return "Nothing broke the checks" }
    return outcome.presentPasses == false
      ? "The checks fail at the pin already" : "Nothing could be tried"
  }

  /// What was found.
  ///
  /// - Parameter commit: Gives an upstream commit.
  package static func lines(
    _ outcome: CandidateSearch.Outcome, now: Int, commit: (ObjectID) throws -> Commit
  ) throws -> [Line] {
    func described(_ word: SafeText, _ role: Role, _ id: ObjectID) throws -> Line {
      let found = try commit(id)
      return Line(word + ": ", role).adding("\(id.short) ", .id).adding("“\(found.subject)”, ")
        .adding("\(found.author.name)", .author)
        .adding(", \(Timestamp.day(found.author.time))", .dim)
    }
    if outcome.candidates.isEmpty {
      return [Line("Nothing to try: no commit since the pin changes a synced file.")]
    }
    var lines: [Line] = []
    if let newest = outcome.newestPassing {
      lines.append(try described("newest that passes", .good, newest))
    } else if outcome.presentPasses == true {
      lines.append(Line("no candidate passes; the current tree does"))
    } else if outcome.presentPasses == false {
      lines.append(Line("nothing passes: the current tree fails too", .bad))
    } else {
      lines.append(
        Line("no candidate could be tried: \(outcome.untriable.last?.reason ?? "")", .warning))
    }
    if let broke = outcome.broke {
      lines.append(try described("broken by", .bad, broke))
      for result in failed(outcome.checks) {
        lines.append(Line("    ").adding(CheckReport.line(result, now: now)))
        lines += CheckReport.details(result, atMost: namedTests).map {
          Line("        ").adding($0)
        }
      }
      if !outcome.suspects.isEmpty {
        let names = outcome.suspects.map(\.short).joined(separator: ", ")
        lines.append(
          Line("or by one of those before it that can't be tried: \(names)", .warning))
      }
    }
    lines.append(
      Line(
        "\(counted(outcome.candidates.count, "candidate")): \(counted(outcome.runs, "run")), \(outcome.reused) known already, \(outcome.untriable.count) can't be tried",
        .dim))
    return lines
  }

  private static func failed(_ results: [CheckResult]) -> [CheckResult] {
    results.filter { $0.state == .failed || $0.state == .timedOut }
  }

  private static func name(_ candidate: ObjectID?) -> SafeText {
    candidate?.short ?? "the current tree"
  }
}
