/// How a case ended.
package struct CaseOutcome: Codable, Sendable {
  /// What there is to say of it.
  package enum Verdict: Codable, Hashable, Sendable {
    /// All that was promised held.
    case held
    /// Something that was promised didn't hold.
    case violation(String)
    /// It took too long; nothing is known.
    case timedOut
    /// It couldn't happen, such as a fault at a write that this run didn't reach.
    case skipped(String)
  }

  /// What there is to say of it.
  package var verdict: Verdict
  /// The fault points it reached, by names that are the same in each run.
  package var points: [String]

  /// An outcome.
  package init(_ verdict: Verdict, points: [String] = []) {
    self.verdict = verdict
    self.points = points
  }

  /// All held.
  package static let held = CaseOutcome(.held)

  /// Held where nothing is to be said against it.
  package static func of(_ faults: [String], points: [String] = []) -> CaseOutcome {
    CaseOutcome(faults.isEmpty ? .held : .violation(faults.joined(separator: "; ")), points: points)
  }
}
