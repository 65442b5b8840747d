import Fleet
import Foundation
import Text

/// How far a run over a fleet is, on standard error: a line that is written over at a terminal, and at the end what
/// became of all.
struct FleetProgress {
  private let isTerminal = isatty(STDERR_FILENO) == 1
  private let count: Int
  private var done = 0
  private var failed = 0

  /// A run over some edge repos.
  init(of count: Int) {
    self.count = count
  }

  /// Tells of an edge repo; one that didn't end well keeps its line.
  mutating func take(_ outcome: FleetOutcome) {
    done += 1
    if outcome.status != 0 {
      failed += 1
      if isTerminal { StandardError.overwrite("") }
      let error = outcome.error ?? "exit status \(Int(outcome.status))"
      StandardError.write("edgesync: \(outcome.edge): \(error)")
    }
    if isTerminal, done < count {
      StandardError.overwrite("\(done) of \(counted(count, "edge repo"))")
    }
  }

  /// Says what became of all.
  func finish() {
    if isTerminal { StandardError.overwrite("") }
    StandardError.write(
      "edgesync: \(counted(count, "edge repo")): \(done - failed) done, \(failed) not")
  }
}
