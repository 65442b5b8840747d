import Foundation
import SystemPackage

/// What has been done of a suite, kept so that a later run goes on where this one stops.
package struct SuiteProgress: Codable, Sendable {
  /// Cases that were run.
  package internal(set) var cases = 0
  /// Cases that took too long, by name.
  package internal(set) var timedOut: [String] = []
  /// Cases that couldn't happen, by why.
  package internal(set) var skipped: [String: Int] = [:]
  /// Names of the cases that showed a violation, and what it was.
  package internal(set) var violations: [String: String] = [:]
  /// The distinct fault points that were reached.
  package internal(set) var points: Set<String> = []
  /// The distinct fault points there are.
  package internal(set) var pointCount: Int?
  /// Seconds that were spent, all workers together.
  package internal(set) var seconds = 0.0
  /// Whether all cases are done.
  package internal(set) var isComplete = false
  /// The number of cases, from the first, that are all done.
  private(set) var doneBelow = 0
  /// Cases past that which are done as well.
  private var doneBeyond: Set<Int> = []

  /// Nothing done.
  package init() {}

  /// Whether a case is done.
  func isDone(_ index: Int) -> Bool { index < doneBelow || doneBeyond.contains(index) }

  /// Takes a case's outcome down.
  mutating func record(_ outcome: CaseOutcome, of name: String, at index: Int?, seconds: Double) {
    cases += 1
    self.seconds += seconds
    points.formUnion(outcome.points)
    switch outcome.verdict {
    case .held: break
    case .violation(let what): violations[name] = what
    case .timedOut: timedOut.append(name)
    case .skipped(let why): skipped[why, default: 0] += 1
    }
    guard let index else { return }
    doneBeyond.insert(index)
    while doneBeyond.remove(doneBelow) != nil { doneBelow += 1 }
  }
}
