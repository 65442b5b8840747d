import Git
import Rules
import Text

/// What came of a check.
package struct CheckResult: Hashable, Sendable {
  /// How it ended.
  package enum State: String, Codable, Sendable {
    case passed, failed
    case timedOut = "timed-out"
    case cancelled, skipped, overridden

    /// The symbol that stands for it, on screens and in messages alike.
    package var mark: SafeText {
      switch self {
      case .passed: Mark.good
      case .failed, .timedOut: Mark.bad
      case .cancelled, .skipped: Mark.notRun
      case .overridden: Mark.attention
      }
    }
  }

  /// A test that failed, as a report names it.
  package struct Failure: Hashable, Codable, Sendable {
    /// The test's name.
    package var name: String
    /// What it said.
    package var message: String
    /// The file it stands in, where the report says.
    package var file: String?
    /// The line of it, from 1, where the report says.
    package var lineNumber: Int?
    /// Whether it didn't fail at the pin; nil where that isn't known.
    package var isNew: Bool?
    /// The upstream commit at which it failed already: the pin, where it isn't new.
    package var since: ObjectID?

    // What is compared with the pin is told anew each time.
    private enum CodingKeys: String, CodingKey { case name, message, file, lineNumber }

    /// A failure from its parts.
    package init(
      name: String, message: String, file: String? = nil, lineNumber: Int? = nil
    ) {
      self.name = name
      self.message = message
      self.file = file
      self.lineNumber = lineNumber
    }

    /// The failing test on one line: `new: tests.test_order: assert 500 == 200 (tests/test_api.py)`.
    package var line: SafeText {
      var line: SafeText = ""
      if let isNew { line += isNew ? "new: " : "still: " }
      line += SafeText(name)
      let first = message.split(whereSeparator: \.isNewline).first ?? ""
      if !first.isEmpty { line += ": \(first.prefix(200))" }
      if let file { line += " (\(file))" }
      return line
    }
  }

  /// The check's name.
  package var name: String
  /// Its stage.
  package var stage: CheckDefinition.Stage
  /// How it ended.
  package var state: State
  /// Whether a sync needs it to pass.
  package var isRequired: Bool
  /// How long it ran.
  package var seconds: Double
  /// When it ran, in seconds since 1970.
  package var date: Int
  /// Whether it ran earlier, for this same tree, definition and environment.
  package var isCached: Bool
  /// Why it didn't pass; nil where it did.
  package var reason: String?
  /// Tests that ran; nil where no report says.
  package var tests: Int?
  /// Failing tests by name.
  package var failures: [Failure]
  /// Tests that failed at the pin and don't any more.
  package var fixed: [String]
  /// What a benchmark measured.
  package var benchmarks: [BenchmarkFigure]
  /// The command's exit status; nil where there is none.
  package var exitStatus: Int32?
  /// What kept it from what isn't its own; nil where nothing ran, or an earlier edgesync ran it.
  package var sandbox: SandboxKind?
  /// Whether it has both passed and failed on this same tree.
  package var isFlaky = false
  /// What it printed: head and tail of it where it is long.
  package var log: [UInt8]

  /// The exit status by which a command says that the files can't be tried, as for `git bisect run`.
  package static let untriable: Int32 = 125

  /// A result from its parts.
  package init(
    name: String, stage: CheckDefinition.Stage, state: State, isRequired: Bool, seconds: Double,
    date: Int, isCached: Bool = false, reason: String? = nil, tests: Int? = nil,
    failures: [Failure] = [], fixed: [String] = [], benchmarks: [BenchmarkFigure] = [],
    exitStatus: Int32? = nil, log: [UInt8] = []
  ) {
    self.name = name
    self.stage = stage
    self.state = state
    self.isRequired = isRequired
    self.seconds = Bounded.seconds(seconds)
    self.date = date
    self.isCached = isCached
    self.reason = reason
    self.tests = tests
    self.failures = failures
    self.fixed = fixed
    self.benchmarks = benchmarks
    self.exitStatus = exitStatus
    self.log = log
  }

  /// Whether it lets a sync land: it passed, isn't required, or was overridden.
  package var allowsLanding: Bool { state == .passed || state == .overridden || !isRequired }
}
