import Git
import Journal
import Rules
import SystemPackage
import Text

/// Starts something, asks it over HTTP until it is ready and answers as it should, and stops it, whatever
/// happened in between.
struct ServiceTrial: Sendable {
  /// Seconds that `stop` may take.
  static let stopLimit = 60
  /// How long an answer that isn't the wanted one is asked for again: what has just started may say that it
  /// isn't ready.
  private static let patience = Duration.seconds(30)
  /// Time from one question to the next, which grows to the longest.
  private static let (firstPause, longestPause) = (Duration.milliseconds(50), Duration.seconds(1))
  /// Answers of which the middle one counts where the time to answer has a limit.
  private static let samples = 5

  private let work: CheckWork
  private let start: String?
  private let probes: [HTTPProbe]
  private let stop: String?

  init(_ work: CheckWork, start: String?, probes: [HTTPProbe], stop: String?) {
    self.work = work
    self.start = start
    self.probes = probes
    self.stop = stop
  }

  func run() async -> CheckOutcome {
    // The candidate must not choose what asks it.
    let search = ProgramSearch(outside: [work.folder.files, work.subject.repository])
    guard let curl = probes.isEmpty ? "/" : search.find("curl") else {
      return CheckOutcome(state: .skipped, reason: "curl isn't installed")
    }
    var process: ServiceProcess?
    if start != nil || stop != nil {
      do throws(Errno) {
        process = try ServiceProcess(work, start: start, stop: stop)
      } catch {
        return .failed(error.description)
      }
    }
    let outcome = await started(process, by: curl)
    guard let process else { return outcome }
    let stopped = CheckOutcome(await process.stop(within: Self.stopLimit), timeout: Self.stopLimit)
    if outcome.state == .passed, stopped.state != .passed, stop != nil {
      var outcome = stopped
      outcome.state = .failed
      outcome.reason = "it passed, but stop failed: \(stopped.reason ?? "")"
      return outcome
    }
    return outcome
  }

  private enum Event: Sendable {
    case startEnded(CheckProcess.Ending)
    case answered(CheckOutcome)
    case timeUp
  }

  private func started(_ process: ServiceProcess?, by curl: FilePath) async -> CheckOutcome {
    await withTaskGroup(of: Event.self) { group in
      let limit = work.check.timeout
      group.addTask {
        try? await Task.sleep(for: .seconds(limit))
        return .timeUp
      }
      if start != nil, let process {
        group.addTask { .startEnded(await process.startEnding()) }
      }
      var isAsking = false
      func ask() {
        if isAsking { return }
        isAsking = true
        group.addTask { .answered(await answers(by: curl)) }
      }
      // What stays in the foreground is asked while it runs; with nothing to ask, its end is waited for.
      if start == nil || !probes.isEmpty { ask() }
      while let event = await group.next() {
        switch event {
        case .startEnded(.exited(0)): ask()
        case .startEnded(let ending):
          group.cancelAll()
          if Task.isCancelled { return Self.cancelled }
          var outcome = CheckOutcome(ending, timeout: limit)
          outcome.reason = "start failed: \(outcome.reason ?? "")"
          return outcome
        case .answered(let outcome):
          group.cancelAll()
          return Task.isCancelled ? Self.cancelled : outcome
        case .timeUp:
          group.cancelAll()
          return Task.isCancelled
            ? Self.cancelled
            : CheckOutcome(.timedOut, timeout: limit)
        }
      }
      return Self.cancelled
    }
  }

  private static let cancelled = CheckOutcome(.cancelled, timeout: 0)

  /// Asks all questions in their order.
  private func answers(by curl: FilePath) async -> CheckOutcome {
    for probe in probes {
      let asker = HTTPAsker(probe, by: curl)
      var pause = Self.firstPause
      var firstAnswer: ContinuousClock.Instant?
      while true {
        let answer = await asker.ask()
        if Task.isCancelled { return Self.cancelled }
        guard let fault = answer.fault else {
          work.output.say("\(probe.title): \(answer.text)")
          break
        }
        if answer.isAnswered {
          let first = firstAnswer ?? .now
          firstAnswer = first
          if ContinuousClock.now - first > Self.patience {
            work.output.say("\(probe.title): \(answer.text): \(fault)")
            return .failed("\(probe.title): \(fault)")
          }
        }
        try? await Task.sleep(for: pause)
        if Task.isCancelled {
          // What the last answer was says more than that time ran out.
          work.output.say("\(probe.title): \(fault)")
          return Self.cancelled
        }
        pause = min(pause * 2, Self.longestPause)
      }
      if let limit = probe.limit, let outcome = await tooSlow(asker, probe, limit) {
        return outcome
      }
    }
    return .passed
  }

  /// What is wrong with the time to answer; nil where nothing is.
  private func tooSlow(
    _ asker: HTTPAsker, _ probe: HTTPProbe, _ limit: Double
  ) async -> CheckOutcome? {
    var times: [Double] = []
    for _ in 0..<Self.samples {
      let answer = await asker.ask()
      if Task.isCancelled { return Self.cancelled }
      if let fault = answer.fault { return .failed("\(probe.title): \(fault)") }
      times.append(answer.seconds)
    }
    let middle = Median.of(times)
    let shown = "a median of \(Self.milliseconds(middle)) over \(times.count) answers"
    work.output.say("\(probe.title): \(shown)")
    return middle <= limit
      ? nil : .failed("\(probe.title): \(shown), over \(Self.milliseconds(limit))")
  }

  static func milliseconds(_ seconds: Double) -> String {
    "\(Bounded.whole(seconds * 1000)) ms"
  }
}
