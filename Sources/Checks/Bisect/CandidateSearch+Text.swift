import Git
import Journal
import Rules
import Text

extension CandidateSearch.Outcome {
  /// Failing tests of a check that are named at the most.
  private static let namedTests = 10

  /// What was found, in a few words.
  package var title: SafeText {
    if broke != nil { return "What broke the checks" }
    if newestPassing != nil { return "Nothing broke the checks" }
    return presentPasses == false ? "The checks fail at the pin already" : "Nothing could be tried"
  }

  /// What was found, a line each.
  package func lines(in upstream: Repository) throws -> [SafeText] {
    func described(_ id: ObjectID) throws -> SafeText {
      let commit = try upstream.commit(id)
      return
        "\(id.short) “\(commit.subject)”, \(commit.author.name), \(Timestamp.day(commit.author.time))"
    }
    if candidates.isEmpty {
      return ["nothing to try: no commit since the pin changes a synced file"]
    }
    var lines: [SafeText] = []
    if let newestPassing {
      lines.append("newest that passes: \(try described(newestPassing))")
    } else if presentPasses == true {
      lines.append("no candidate passes; the current tree does")
    } else if presentPasses == false {
      lines.append("nothing passes: the current tree fails too")
    } else {
      lines.append("no candidate could be tried: \(untriable.last?.reason ?? "")")
    }
    if let broke {
      lines.append("broken by: \(try described(broke))")
      for result in checks where result.state == .failed || result.state == .timedOut {
        lines.append("    ✗ \(result.name): \(result.reason ?? result.state.rawValue)")
        lines += result.failures.prefix(Self.namedTests).map { "        " + $0.line }
      }
      if !suspects.isEmpty {
        let names = suspects.map(\.short).joined(separator: ", ")
        lines.append("or by one of those before it that can't be tried: \(names)")
      }
    }
    lines.append(
      "\(counted(candidates.count, "candidate")): \(counted(runs, "run")), "
        + "\(reused) known already, \(untriable.count) can't be tried")
    return lines
  }
}

extension CandidateSearch.Verdict {
  /// What is kept of a verdict for the list of commits.
  package var mark: CommitVerdict {
    switch self {
    case .passes: .passes
    case .fails: .fails
    case .untriable: .untriable
    }
  }
}
