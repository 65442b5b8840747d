import ArgumentParser
import FaultInjection
import Foundation
import Support
import SystemPackage

/// `make fault-injection`: the long form of what the tests do to edgesync for seconds.
@main
struct FaultInjectionCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fault-injection",
    abstract: "Kill, starve and deceive edgesync, and check what is left by git's plumbing.",
    discussion: "Goes on where an earlier run with the same seed and program stopped.")

  @Option(help: "The seed that all choices follow from.")
  var seed: UInt64 = 1
  @Option(help: "How long.")
  var minutes = 120.0
  @Option(help: "How many cases run side by side.")
  var workers = 3
  @Option(
    name: [.long, .customLong("part")], help: "A suite to run; all where none is named.")
  var suite: [String] = []
  @Option(name: .customLong("case"), help: "One case of the suite, by its name.")
  var caseName: String?
  @Option(
    name: [.long, .customLong("scene")],
    help: "A scenario that faults are placed in, as pin-plain; all where none is named.")
  var scenario: [String] = []
  @Option(help: "Where progress is kept.")
  var state = ".build/fault-injection"
  @Flag(help: "Forget what was done before.")
  var fresh = false

  func run() throws {
    guard let suites = FaultSuites.named(suite) else {
      throw ValidationError(
        "There is no such suite. There are: \(FaultSuites.all.map(\.name).joined(separator: ", "))."
      )
    }
    if caseName != nil, suite.count != 1 {
      throw ValidationError("A case needs the name of its suite.")
    }
    Self.catchIgnoredSignals()
    try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    let file = FilePath(state).appending("progress-\(seed).json")
    if fresh { try? FileManager.default.removeItem(atPath: file.string) }
    let scratch = try Scratch(
      FilePath(TemporaryFolder.base).appending("edgesync-faults-\(getpid())"))
    defer { try? scratch.remove() }
    // What the suites make beside their cases' folders is in memory too: on a disk, syncs take most of the time.
    let temporary = scratch.folder.appending("tmp")
    try FileManager.default.createDirectory(
      atPath: temporary.string, withIntermediateDirectories: true)
    setenv("TMPDIR", temporary.string, 1)
    let setting = Setting(
      seed: seed, program: EdgesyncProgram.path, folder: scratch.folder, only: scenario)
    let injection = try FaultInjectionRun(
      suites, setting, keepingProgressIn: caseName == nil ? file : nil,
      announce: { Self.say("preparing: \($0)") })
    if let caseName {
      guard let outcome = injection.run(case: caseName, of: suite[0]) else { return }
      Self.say("\(outcome.verdict) \(outcome.points.joined(separator: " "))")
      if case .violation = outcome.verdict { throw ExitCode.failure }
      return
    }
    try injection.run(workers: workers, seconds: minutes * 60) { [seed] suite, name, outcome in
      if case .violation(let what) = outcome.verdict {
        Self.say(
          "VIOLATION \(what)\n  make fault-injection SEED=\(seed) SUITE=\(suite.name) CASE=\(name)")
      }
    }
    let report = Report(seed: seed, injection.progress)
    for line in report.lines { Self.say(line) }
    if report.violations > 0 { throw ExitCode.failure }
  }

  /// Catches the signals that are ignored, as under nohup, and does nothing: each program that is started would ignore
  /// them too, and not end by them.
  private static func catchIgnoredSignals() {
    for number in [SIGHUP, SIGINT, SIGQUIT] {
      var action = sigaction()
      sigaction(number, nil, &action)
      let ignored = unsafeBitCast(SIG_IGN, to: Int.self)
      if unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == ignored {
        signal(number) { _ in }
      }
    }
  }

  /// Prints a line at once, into a file too.
  private static func say(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
