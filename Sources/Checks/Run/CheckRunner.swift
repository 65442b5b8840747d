import Foundation
import Git
import Sync
import Synchronization
import SystemPackage

/// Runs the checks that a manifest declares, one after the other, on one subject.
package struct CheckRunner: Sendable {
  private let database: StateDatabase
  private let environment: CheckEnvironment
  private let isFresh: Bool
  private let clock: @Sendable () -> Int

  /// A runner.
  ///
  /// - Parameters:
  ///   - database: Where results are kept and found again.
  ///   - isFresh: Whether checks run even if this same tree was checked before.
  ///   - clock: Seconds since 1970.
  package init(
    _ database: StateDatabase, environment: CheckEnvironment = CheckEnvironment(),
    isFresh: Bool, clock: @escaping @Sendable () -> Int
  ) {
    self.database = database
    self.environment = environment
    self.isFresh = isFresh
    self.clock = clock
  }

  /// What is known already of a check on a tree; nil where it never ran on it as it is now.
  ///
  /// Only a passed or failed run counts: one that was cut short says nothing of the tree.
  package func known(_ check: CheckDefinition, on tree: ObjectID) throws -> CheckResult? {
    guard let result = try database.result(for: key(check, tree), of: check),
      [.passed, .failed, .timedOut].contains(result.state)
    else { return nil }
    return result
  }

  /// Runs checks in their order, `pre` before `post`, each after what it needs.
  ///
  /// - Parameters:
  ///   - checks: Definitions from the edge repo's committed manifest.
  ///   - subject: What they are about.
  ///   - progress: Called as things happen, from any thread.
  /// - Returns: A result for each check, in the order in which they ran.
  package func run(
    _ checks: [CheckDefinition], on subject: CheckSubject,
    progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> [CheckResult] {
    var results: [CheckResult] = []
    for check in Self.ordered(checks) {
      let result: CheckResult
      let failedNeeds = check.needs.filter { need in
        results.contains { $0.name == need && $0.state != .passed }
      }
      if !failedNeeds.isEmpty {
        result = ended(
          check, .skipped, reason: "it needs \(failedNeeds.joined(separator: ", "))")
      } else if Task.isCancelled {
        result = ended(check, .cancelled, reason: "it was cancelled before it began")
      } else if case .run(let command) = check.work {
        if !isFresh, let known = try known(check, on: subject.tree) {
          result = known
        } else {
          // A folder for each: what one check leaves must not decide the next one's result.
          result = try await run(
            check, command, on: subject, in: CheckFolder(subject), progress)
        }
      } else {
        result = ended(check, .skipped, reason: "this version runs `run` checks only")
      }
      progress(.finished(result))
      results.append(result)
    }
    return results
  }

  private func run(
    _ check: CheckDefinition, _ command: String, on subject: CheckSubject, in folder: CheckFolder,
    _ progress: @escaping @Sendable (CheckProgress) -> Void
  ) async throws -> CheckResult {
    let name = check.name
    progress(.started(name: name, lastSeconds: try database.lastDuration(of: name)))
    let log = Mutex(CheckLog())
    let clock = ContinuousClock()
    let start = clock.now
    let process = CheckProcess(
      command: command, folder: folder.files,
      variables: environment.variables(for: check, on: subject, in: folder), home: folder.home,
      timeout: check.timeout)
    let ending = await process.run { bytes in
      log.withLock { $0.append(bytes) }
      progress(.output(name: name, bytes: Array(bytes)))
    }
    var result = ended(check, .passed, reason: nil)
    result.seconds = (clock.now - start).inSeconds
    result.log = log.withLock { $0.bytes }
    switch ending {
    case .exited(0): break
    case .exited(let code): (result.state, result.reason) = (.failed, "exit status \(code)")
    case .signaled(let signal):
      (result.state, result.reason) = (.failed, "ended by signal \(signal)")
    case .timedOut:
      (result.state, result.reason) = (.timedOut, "it took longer than \(check.timeout) s")
    case .cancelled: (result.state, result.reason) = (.cancelled, "it was cancelled")
    case .notStarted(let reason): (result.state, result.reason) = (.failed, reason)
    }
    try database.record(result, for: key(check, subject.tree))
    return result
  }

  private func ended(
    _ check: CheckDefinition, _ state: CheckResult.State, reason: String?
  ) -> CheckResult {
    CheckResult(
      name: check.name, stage: check.stage, state: state, isRequired: check.isRequired,
      seconds: 0, date: clock(), reason: reason)
  }

  private func key(_ check: CheckDefinition, _ tree: ObjectID) -> StateDatabase.CheckKey {
    StateDatabase.CheckKey(
      tree: tree, name: check.name, definition: check.canonical,
      environment: environment.digest(for: check))
  }

  /// `pre` before `post`, each check after those it needs, else in the manifest's order.
  static func ordered(_ checks: [CheckDefinition]) -> [CheckDefinition] {
    var waiting = checks.filter { $0.stage == .pre } + checks.filter { $0.stage == .post }
    var ordered: [CheckDefinition] = []
    while !waiting.isEmpty {
      // Names that aren't among the checks were left out on purpose and hold nobody up.
      let names = Set(waiting.map(\.name))
      let index = waiting.firstIndex { $0.needs.allSatisfy { !names.contains($0) } } ?? 0
      ordered.append(waiting.remove(at: index))
    }
    return ordered
  }
}
