import Foundation
import Locks
import SystemPackage

/// Runs suites side by side on some workers, until the time is up or nothing is left.
///
/// The next case is one of the suite that has had the least of its share of time.
package final class FaultInjectionRun: Sendable {
  private struct State {
    var progress: Progress
    var next: [String: Int] = [:]
    var lastWrite = ContinuousClock.now
  }

  private let suites: [(suite: any FaultSuite, sweep: any Sweep)]
  private let setting: Setting
  private let file: FilePath?
  private let state: Mutex<State>

  /// Opens suites.
  ///
  /// - Parameters:
  ///   - suites: The suites to run.
  ///   - setting: What they work with.
  ///   - file: Where progress is kept between runs; nowhere where nil.
  ///   - announce: Called with a suite's name before it is opened.
  package init(
    _ suites: [any FaultSuite], _ setting: Setting, keepingProgressIn file: FilePath?,
    announce: (String) -> Void = { _ in }
  ) throws {
    self.setting = setting
    self.file = file
    self.suites = try suites.map { suite in
      announce(suite.name)
      return (suite, try suite.open(setting.below("prepared-" + suite.name)))
    }
    let program = try Self.hash(of: setting.program)
    var progress =
      file.map { Progress(in: $0, seed: setting.seed, program: program) }
      ?? Progress(in: "", seed: setting.seed, program: program)
    for (suite, _) in self.suites {
      progress.suites[suite.name, default: SuiteProgress()].isComplete = false
    }
    state = Mutex(State(progress: progress))
  }

  /// What has been done of each suite that was opened, in their order.
  package var progress: [(suite: any FaultSuite, progress: SuiteProgress)] {
    let suites = state.withLock { $0.progress.suites }
    return self.suites.map { suite, sweep in
      var done = suites[suite.name] ?? SuiteProgress()
      done.pointCount = sweep.pointCount
      return (suite, done)
    }
  }

  /// Runs cases on some workers.
  ///
  /// - Parameters:
  ///   - workers: How many run side by side.
  ///   - seconds: When no further case is begun.
  ///   - limit: How many cases of each suite at most.
  ///   - report: Called with each case's suite, name and outcome, by one worker at a time.
  package func run(
    workers: Int, seconds: Double, limit: Int = .max,
    report: @escaping @Sendable (any FaultSuite, String, CaseOutcome) -> Void = { _, _, _ in }
  ) throws {
    let end = ContinuousClock.now + .seconds(seconds)
    let group = DispatchGroup()
    for worker in 0..<workers {
      let thread = Thread { [self] in
        while ContinuousClock.now < end, let job = next(limit) {
          let outcome = run(job.name, of: job.sweep, worker)
          finish(job, outcome.outcome, outcome.seconds, report)
        }
        group.leave()
      }
      // Foundation gives a thread less than a process's first one has.
      thread.stackSize = 8 << 20
      group.enter()
      thread.start()
    }
    group.wait()
    try keep()
  }

  /// Runs a single case by its name, whether it was run before or not.
  package func run(case name: String, of suiteName: String) -> CaseOutcome? {
    guard let sweep = suites.first(where: { $0.suite.name == suiteName })?.sweep else { return nil }
    return run(name, of: sweep, 0).outcome
  }

  private typealias Job = (suite: any FaultSuite, sweep: any Sweep, index: Int, name: String)

  private func next(_ limit: Int) -> Job? {
    state.withLock { state in
      var left = suites
      while !left.isEmpty {
        let spent = left.map { suite, _ in
          (state.progress.suites[suite.name]?.seconds ?? 0) / Double(suite.share)
            // A case under way counts a little, so that workers spread over the suites.
            + Double(state.next[suite.name] ?? 0) * 1e-6
        }
        let least = spent.indices.min { spent[$0] < spent[$1] } ?? 0
        let (suite, sweep) = left[least]
        let done = state.progress.suites[suite.name] ?? SuiteProgress()
        var index = state.next[suite.name] ?? done.doneBelow
        while done.isDone(index) { index += 1 }
        if index < limit, let name = sweep.name(at: index) {
          state.next[suite.name] = index + 1
          return (suite, sweep, index, name)
        }
        if sweep.name(at: index) == nil { state.progress.suites[suite.name]?.isComplete = true }
        left.remove(at: least)
      }
      return nil
    }
  }

  private func run(
    _ name: String, of sweep: any Sweep, _ worker: Int
  ) -> (outcome: CaseOutcome, seconds: Double) {
    let start = ContinuousClock.now
    var outcome: CaseOutcome
    do {
      // A place of its own: what is still ending in an earlier case's must not be at work in this one's.
      let number = UInt32.random(in: 0...UInt32.max)
      let scratch = try Scratch(setting.folder.appending("case-\(worker)-\(number)"))
      outcome = try sweep.run(name, in: scratch)
      try? scratch.remove()
    } catch {
      outcome = CaseOutcome(.violation("the case couldn't be run: \(error)"))
    }
    return (outcome, (ContinuousClock.now - start) / .seconds(1))
  }

  private func finish(
    _ job: Job, _ outcome: CaseOutcome, _ seconds: Double,
    _ report: (any FaultSuite, String, CaseOutcome) -> Void
  ) {
    let isDue = state.withLock { state in
      state.progress.suites[job.suite.name, default: SuiteProgress()].record(
        outcome, of: job.name, at: job.index, seconds: seconds)
      report(job.suite, job.name, outcome)
      let isDue = ContinuousClock.now - state.lastWrite > .seconds(10)
      if isDue { state.lastWrite = .now }
      return isDue
    }
    if isDue { try? keep() }
  }

  private func keep() throws {
    guard let file else { return }
    try state.withLock { try $0.progress.write(to: file) }
  }

  private static func hash(of file: FilePath) throws -> String {
    // FNV-1a: it only has to tell one build from another.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    let data = try Data(
      contentsOf: URL(fileURLWithPath: file.string), options: .mappedIfSafe)
    data.withUnsafeBytes { bytes in
      for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    }
    return String(hash, radix: 16)
  }
}
