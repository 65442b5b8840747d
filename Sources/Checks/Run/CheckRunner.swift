import Foundation
import Git
import Journal
import Locks
import Rules
import SystemPackage
import Text

/// Runs the checks that a manifest declares on one subject, side by side as far as they let each other.
package struct CheckRunner: Sendable {
  /// What is done about the other checks once a required one hasn't passed.
  package enum Persistence: Sendable {
    /// They run, for a person wants to know all.
    case keepsGoing
    /// Those that run are ended, and those that wait don't begin.
    case stopsEarly
  }

  /// How many checks run side by side unless it is said: as many as there are processors, four at the most.
  package static var defaultJobs: Int {
    min(4, ProcessInfo.processInfo.activeProcessorCount)
  }

  private let database: StateDatabase
  private let environment: CheckEnvironment
  private let isFresh: Bool
  private let repeatsFailed: Bool
  private let jobs: Int
  private let persistence: Persistence
  private let clock: @Sendable () -> Int
  /// Kinds of sandboxes that are tried.
  var sandboxes: Set<SandboxKind> = [.bwrap, .landlock]

  /// A runner.
  ///
  /// - Parameters:
  ///   - database: Where results are kept and found again.
  ///   - isFresh: Whether checks run even if this same tree was checked before.
  ///   - repeatsFailed: Whether those run again that didn't pass.
  ///   - jobs: How many run side by side at the most.
  ///   - persistence: What is done once a required check hasn't passed.
  ///   - clock: Seconds since 1970.
  package init(
    _ database: StateDatabase, environment: CheckEnvironment = CheckEnvironment(),
    isFresh: Bool, repeatsFailed: Bool = false, jobs: Int = defaultJobs,
    persistence: Persistence = .keepsGoing,
    clock: @escaping @Sendable () -> Int
  ) {
    self.database = database
    self.environment = environment
    self.isFresh = isFresh
    self.repeatsFailed = repeatsFailed
    self.jobs = jobs
    self.persistence = persistence
    self.clock = clock
  }

  /// What is known already of a check on a tree; nil where it never ran on it as it is now.
  ///
  /// Only a passed or failed run counts: one that was cut short says nothing of the tree.
  ///
  /// - Parameter baselines: What it is compared with.
  package func known(
    _ check: CheckDefinition, on tree: ObjectID, beside baselines: Baselines
  ) throws -> CheckResult? {
    guard let result = try database.result(for: key(check, tree, beside: baselines), of: check),
      [.passed, .failed, .timedOut].contains(result.state)
    else { return nil }
    return result
  }

  /// What is known already of checks on a tree.
  ///
  /// One that never ran on it is skipped where one that it needs is known not to have passed, as a run would skip it.
  ///
  /// - Parameter baselines: As above.
  package func knownResults(
    of checks: [CheckDefinition], on tree: ObjectID, beside baselines: Baselines
  ) throws -> [CheckResult] {
    var results: [CheckResult] = []
    for check in CheckGraph.ordered(checks) {
      let failed = check.needs.filter { need in
        results.contains { $0.name == need && $0.state != .passed }
      }
      if let result = try known(check, on: tree, beside: baselines) {
        results.append(result)
      } else if !failed.isEmpty {
        results.append(ended(check, .skipped, reason: CheckGraph.reason(failed)))
      }
    }
    return results
  }

  /// What is known already of checks on a tree, as one word; nil where one of them never ran on it as it is
  /// now.
  ///
  /// - Parameter baselines: As above.
  package func verdict(
    of checks: [CheckDefinition], on tree: ObjectID, beside baselines: Baselines
  ) throws -> CommitVerdict? {
    let endings = try checks.map { try database.ending(for: key($0, tree, beside: baselines)) }
    if endings.contains(where: { $0?.exitStatus == CheckResult.untriable }) { return .untriable }
    if endings.contains(where: { $0?.state == .failed || $0?.state == .timedOut }) { return .fails }
    return endings.allSatisfy { $0?.state == .passed } ? .passes : nil
  }

  /// Runs checks, each after what it needs, `pre` before `post`.
  ///
  /// - Parameters:
  ///   - checks: Definitions from the edge repo's committed manifest.
  ///   - subject: What they are about.
  ///   - progress: Called as things happen, from any thread.
  /// - Returns: A result for each check: `pre` before `post`, each after those it needs, else in the
  ///   manifest's order.
  package func run(
    _ checks: [CheckDefinition], on subject: CheckSubject,
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> [CheckResult] {
    if let base = subject.base {
      try database.record(subject.tree, of: subject.candidate, on: base)
    }
    let search = SandboxSearch(for: subject, in: environment.path, of: sandboxes)
    var graph = CheckGraph(checks, jobs: jobs)
    let definitions = graph.checks
    var results = [CheckResult?](repeating: nil, count: definitions.count)
    var failed: String?
    func end(_ index: Int, _ result: CheckResult) throws {
      let result = try compared(result, definitions[index], subject)
      results[index] = result
      graph.end(index, isPassed: result.state == .passed)
      progress(.finished(result))
      let isStopping = failed != nil || result.allowsLanding || persistence == .keepsGoing
      if !isStopping, !Task.isCancelled { failed = result.name }
    }
    try await withThrowingTaskGroup(of: (Int, CheckResult).self) { group in
      while true {
        if Task.isCancelled || failed != nil {
          group.cancelAll()
          for index in graph.waiting {
            let check = definitions[index]
            try end(
              index,
              failed.map { ended(check, .skipped, reason: "\($0) didn't pass") }
                ?? ended(check, .cancelled, reason: "before it began"))
          }
        }
        switch graph.next() {
        case .run(let index):
          let check = definitions[index]
          if let known = try reused(check, on: subject) {
            try end(index, known)
          } else {
            group.addTask { (index, try await self.run(check, on: subject, search, progress)) }
          }
        case .skip(let index, let reason):
          try end(index, ended(definitions[index], .skipped, reason: reason))
        case .wait:
          if let (index, result) = try await group.next() { try end(index, result) }
        case .done: return
        }
      }
    }
    return results.compactMap { $0 }
  }

  /// The known result that stands for a run; nil where the check runs.
  private func reused(_ check: CheckDefinition, on subject: CheckSubject) throws -> CheckResult? {
    if isFresh { return nil }
    let known = try known(check, on: subject.tree, beside: subject.baselines)
    return repeatsFailed && known?.state != .passed ? nil : known
  }

  /// Tells failing tests that are new from those that failed at the pin already.
  private func compared(
    _ result: CheckResult, _ check: CheckDefinition, _ subject: CheckSubject
  ) throws -> CheckResult {
    guard check.junit != nil, result.tests != nil, let present = subject.presentTree,
      let before = try known(check, on: present, beside: Baselines()), before.tests != nil
    else { return result }
    var result = result
    let failedBefore = Set(before.failures.map(\.name))
    let failsNow = Set(result.failures.map(\.name))
    for index in result.failures.indices {
      let isNew = !failedBefore.contains(result.failures[index].name)
      result.failures[index].isNew = isNew
      result.failures[index].since = isNew ? nil : subject.pin
    }
    result.fixed = before.failures.map(\.name).filter { !failsNow.contains($0) }
    return result
  }

  private func run(
    _ check: CheckDefinition, on subject: CheckSubject, _ search: SandboxSearch,
    _ progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> CheckResult {
    let policy = environment.sandboxPolicy(of: check)
    let sandbox = await sandbox(of: check, policy, search)
    if policy == .require, sandbox.kind == .none {
      let why = sandbox.weaknesses.joined(separator: ", ")
      return ended(check, .skipped, reason: "it needs a sandbox, and none works here: \(why)")
    }
    // A folder for each: what one check leaves must not decide the next one's result.
    let folder = try await CheckFolder(subject)
    progress(.started(name: check.name, lastSeconds: try database.lastDuration(of: check.name)))
    let output = CheckOutput(check.name, hiding: environment.secrets(of: check), progress)
    let clock = ContinuousClock()
    let start = clock.now
    let work = CheckWork(
      check: check, subject: subject, folder: folder,
      variables: environment.variables(for: check, on: subject, in: folder), sandbox: sandbox,
      output: output)
    if sandbox.kind != .off, sandbox.kind != .container {
      let why = sandbox.kind == .none ? ": " + sandbox.weaknesses.joined(separator: ", ") : ""
      output.say("edgesync: \(sandbox.kind.text.string)\(why)")
    }
    let outcome = try await outcome(of: work)
    if outcome.state == .failed, policy == .auto, sandbox.isInTheWay {
      output.say(
        "edgesync: if it needs what a sandbox hides, name that in its `env`, or give it `sandbox: off`"
      )
    }
    let (log, lastLine) = output.end()
    let reason = outcome.reason(after: lastLine).map(output.masked)
    var result = ended(check, outcome.state, reason: reason)
    result.sandbox = sandbox.kind
    result.seconds = (clock.now - start).inSeconds
    result.tests = outcome.tests
    result.failures = outcome.failures.map {
      CheckResult.Failure(
        name: output.masked($0.name), message: output.masked($0.message), file: $0.file,
        lineNumber: $0.lineNumber)
    }
    result.benchmarks = outcome.benchmarks.map { figure in
      var figure = figure
      figure.name = output.masked(figure.name)
      return figure
    }
    result.exitStatus = outcome.exitStatus
    result.log = log
    // What couldn't be tried on this machine says nothing of the tree.
    if result.state != .skipped {
      let key = key(check, subject.tree, beside: subject.baselines)
      try database.record(result, for: key, on: check.benchmark == nil ? "" : Machine.identity)
      result.isFlaky = try database.isFlaky(key)
    }
    return result
  }

  /// What a check runs in.
  private func sandbox(
    of check: CheckDefinition, _ policy: SandboxPolicy, _ search: SandboxSearch
  ) async -> Sandbox {
    // An engine builds in containers of its own, and is reached by what a sandbox hides.
    if check.work.usesEngine { return .none(.container) }
    return policy == .off ? .none(.off) : await search.strongest()
  }

  /// Does the work, several times where it is a benchmark's.
  private func outcome(of work: CheckWork) async throws -> CheckOutcome {
    let check = work.check
    guard let rule = check.benchmark, case .run(let command) = check.work else {
      return await work.run()
    }
    return await BenchmarkTrial(
      work, command: command, rule: rule, baseline: try await baseline(of: work, rule)
    ).run()
  }

  /// The same work on what its figures are compared with; nil where that is a number, or the same files.
  private func baseline(of work: CheckWork, _ rule: BenchmarkRule) async throws -> CheckWork? {
    let folder: CheckFolder?
    var subject = work.subject
    switch rule.baseline {
    case .pin:
      guard let present = work.subject.present else { return nil }
      subject = present
      folder = try await CheckFolder(present)
    case .upstream:
      guard let counterparts = work.subject.counterparts else { return nil }
      folder = try await CheckFolder(work.subject, with: counterparts)
    case .number: folder = nil
    }
    guard let folder else { return nil }
    return CheckWork(
      check: work.check, subject: subject, folder: folder,
      variables: environment.variables(for: work.check, on: subject, in: folder),
      sandbox: work.sandbox, output: work.output)
  }

  private func ended(
    _ check: CheckDefinition, _ state: CheckResult.State, reason: String?
  ) -> CheckResult {
    CheckResult(
      name: check.name, stage: check.stage, state: state, isRequired: check.isRequired,
      seconds: 0, date: clock(), reason: reason)
  }

  /// What a result holds for. A benchmark's also holds for the machine, and for what it was compared with.
  private func key(
    _ check: CheckDefinition, _ tree: ObjectID, beside baselines: Baselines
  ) -> StateDatabase.CheckKey {
    var digest = environment.digest(for: check)
    if let rule = check.benchmark {
      digest += "\n" + Machine.identity
      switch rule.baseline {
      case .pin: digest += "\n" + (baselines.present?.hex ?? "")
      case .upstream: digest += "\nupstream " + (baselines.counterparts?.digest.hex ?? "")
      case .number: break
      }
    }
    return StateDatabase.CheckKey(
      tree: tree, name: check.name, definition: check.canonical, environment: digest)
  }
}
