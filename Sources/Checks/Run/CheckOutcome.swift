import Journal
import Text

/// What came of a check's work.
struct CheckOutcome: Sendable {
  /// How it ended.
  var state: CheckResult.State
  /// Why it didn't pass; nil where it did.
  var reason: String?
  /// Whether the reason is only how a command ended, so that what it said tells more.
  var isBareEnding = false
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
    case .cancelled: self.init(state: .cancelled, reason: nil)
    case .notStarted(let reason): self = .failed(reason)
    case .unwatched: self = .failed("it killed its supervisor")
    }
    if case .exited(let code) = ending { exitStatus = code }
    switch ending {
    case .exited(let code): isBareEnding = code != 0
    case .signaled, .timedOut, .unwatched: isBareEnding = true
    case .cancelled, .notStarted: break
    }
  }

  /// Why it didn't pass, led by what says most: its first failing test, else what its command printed last.
  ///
  /// - Parameter lastLine: The last line that it printed.
  func reason(after lastLine: SafeText?) -> String? {
    guard let reason, state == .failed || state == .timedOut else { return reason }
    let line = failures.first?.line ?? (isBareEnding ? lastLine : nil)
    return line.map { "\(shortened($0.string)) (\(reason))" } ?? reason
  }
}
