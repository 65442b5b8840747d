import Foundation
import Locks
import SystemPackage

/// Runs parts side by side on some workers, until the time is up or nothing is left.
///
/// The next case is one of the part that has had the least of its share of time.
package final class Torture: Sendable {
  private struct State {
    var progress: Progress
    var next: [String: Int] = [:]
    var lastWrite = ContinuousClock.now
  }

  private let parts: [(part: any Part, sweep: any Sweep)]
  private let setting: Setting
  private let file: FilePath?
  private let state: Mutex<State>

  /// Opens parts.
  ///
  /// - Parameters:
  ///   - parts: The parts to run.
  ///   - setting: What they work with.
  ///   - file: Where progress is kept between runs; nowhere where nil.
  ///   - announce: Called with a part's name before it is opened.
  package init(
    _ parts: [any Part], _ setting: Setting, keepingProgressIn file: FilePath?,
    announce: (String) -> Void = { _ in }
  ) throws {
    self.setting = setting
    self.file = file
    self.parts = try parts.map { part in
      announce(part.name)
      return (part, try part.open(setting.below("prepared-" + part.name)))
    }
    let program = try Self.hash(of: setting.program)
    var progress =
      file.map { Progress(in: $0, seed: setting.seed, program: program) }
      ?? Progress(in: "", seed: setting.seed, program: program)
    for (part, _) in self.parts {
      progress.parts[part.name, default: PartProgress()].isComplete = false
    }
    state = Mutex(State(progress: progress))
  }

  /// What has been done of each part that was opened, in their order.
  package var progress: [(part: any Part, progress: PartProgress)] {
    let parts = state.withLock { $0.progress.parts }
    return self.parts.map { part, sweep in
      var done = parts[part.name] ?? PartProgress()
      done.pointCount = sweep.pointCount
      return (part, done)
    }
  }

  /// Runs cases on some workers.
  ///
  /// - Parameters:
  ///   - workers: How many run side by side.
  ///   - seconds: When no further case is begun.
  ///   - limit: How many cases of each part at most.
  ///   - report: Called with each case's part, name and outcome, by one worker at a time.
  package func run(
    workers: Int, seconds: Double, limit: Int = .max,
    report: @escaping @Sendable (any Part, String, CaseOutcome) -> Void = { _, _, _ in }
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
  package func run(case name: String, of partName: String) -> CaseOutcome? {
    guard let sweep = parts.first(where: { $0.part.name == partName })?.sweep else { return nil }
    return run(name, of: sweep, 0).outcome
  }

  private typealias Job = (part: any Part, sweep: any Sweep, index: Int, name: String)

  private func next(_ limit: Int) -> Job? {
    state.withLock { state in
      var left = parts
      while !left.isEmpty {
        let spent = left.map { part, _ in
          (state.progress.parts[part.name]?.seconds ?? 0) / Double(part.share)
            // A case under way counts a little, so that workers spread over the parts.
            + Double(state.next[part.name] ?? 0) * 1e-6
        }
        let least = spent.indices.min { spent[$0] < spent[$1] } ?? 0
        let (part, sweep) = left[least]
        let done = state.progress.parts[part.name] ?? PartProgress()
        var index = state.next[part.name] ?? done.doneBelow
        while done.isDone(index) { index += 1 }
        if index < limit, let name = sweep.name(at: index) {
          state.next[part.name] = index + 1
          return (part, sweep, index, name)
        }
        if sweep.name(at: index) == nil { state.progress.parts[part.name]?.isComplete = true }
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
      outcome = CaseOutcome(.breach("the case couldn't be run: \(error)"))
    }
    return (outcome, (ContinuousClock.now - start) / .seconds(1))
  }

  private func finish(
    _ job: Job, _ outcome: CaseOutcome, _ seconds: Double,
    _ report: (any Part, String, CaseOutcome) -> Void
  ) {
    let isDue = state.withLock { state in
      state.progress.parts[job.part.name, default: PartProgress()].record(
        outcome, of: job.name, at: job.index, seconds: seconds)
      report(job.part, job.name, outcome)
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
