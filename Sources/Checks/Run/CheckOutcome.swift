import Sync

/// What came of a check's work.
struct CheckOutcome: Sendable {
  /// How it ended.
  var state: CheckResult.State
  /// Why it didn't pass; nil where it did.
  var reason: String?
  /// Tests that ran, where a report says.
  var tests: Int?
  /// Tests that failed.
  var failures: [CheckResult.Failure] = []
  /// What a benchmark measured.
  var benchmarks: [BenchmarkFigure] = []
  /// The command's exit status; nil where there is none.
  var exitStatus: Int32?

  /// It passed.
  static let passed = CheckOutcome(state: .passed)

  /// It failed.
  static func failed(_ reason: String) -> CheckOutcome {
    CheckOutcome(state: .failed, reason: reason)
  }

  init(state: CheckResult.State, reason: String? = nil) {
    self.state = state
    self.reason = reason
  }

  /// What a command's end means.
  ///
  /// - Parameter timeout: The seconds that it was given.
  init(_ ending: CheckProcess.Ending, timeout: Int) {
    switch ending {
    case .exited(0): self = .passed
    case .exited(CheckResult.untriable):
      self = .failed("exit status \(CheckResult.untriable), it can't be tried")
    case .exited(let code): self = .failed("exit status \(code)")
    case .signaled(let signal): self = .failed("ended by signal \(signal)")
    case .timedOut: self.init(state: .timedOut, reason: "it took longer than \(timeout) s")
    case .cancelled: self.init(state: .cancelled, reason: "it was cancelled")
    case .notStarted(let reason): self = .failed(reason)
    case .unwatched: self = .failed("it ended what watched over it")
    }
    if case .exited(let code) = ending { exitStatus = code }
  }
}
