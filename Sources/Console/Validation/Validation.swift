import Checks
import Git
import Journal
import Rules
import Text

/// What is known of a candidate's checks.
package struct Validation: Sendable {
  /// Where a check stands.
  package enum State: Hashable, Sendable {
    /// It hasn't run on this tree.
    case unknown
    /// It will run after others.
    case waiting
    /// It runs since a moment, in seconds since 1970; how long it took when it last passed.
    case running(since: Int, lastSeconds: Double?)
    /// It ended.
    case ended(CheckResult)
  }

  /// A check and where it stands.
  package struct Row: Hashable, Sendable {
    /// Its name.
    package let name: String
    /// Whether a sync needs it to pass.
    package let isRequired: Bool
    /// Where it stands.
    package var state: State

    /// A row from its parts.
    package init(name: String, isRequired: Bool, state: State) {
      self.name = name
      self.isRequired = isRequired
      self.state = state
    }
  }

  /// The checks, in their order: the built-in ones first.
  package var rows: [Row]
  /// Whether checks run now.
  package var isRunning = false
  /// Whether somebody has stopped them.
  package var isStopping = false
  /// Results from before a run that goes on, which hold where it is stopped.
  private var earlier: [String: CheckResult] = [:]
  /// Failing tests by the lines that they name.
  private var placed: [Int: [CheckResult.Failure]] = [:]
  /// The tree that the results belong to: the one that would land, lock and changelog aside; nil while
  /// nothing is known.
  package var tree: ObjectID?
  /// What each check printed, as lines.
  package var logs: [String: LiveLog] = [:]

  /// Checks of which nothing is known.
  package init(_ checks: [CheckDefinition]) {
    rows =
      CheckDefinition.builtInNames.map { Row(name: $0, isRequired: true, state: .unknown) }
      + checks.map { Row(name: $0.name, isRequired: $0.isRequired, state: .unknown) }
  }

  /// The result of a check, where it ended.
  package func result(of name: String) -> CheckResult? {
    guard let row = rows.first(where: { $0.name == name }), case .ended(let result) = row.state
    else { return nil }
    return result
  }

  /// Notes that checks will run: those of some names, or all that haven't passed.
  package mutating func begin(_ names: Set<String>?) {
    (isRunning, isStopping) = (true, false)
    for (index, row) in rows.enumerated() where names?.contains(row.name) ?? true {
      if case .ended(let result) = row.state {
        if names == nil, result.state == .passed { continue }
        earlier[row.name] = result
      }
      rows[index].state = .waiting
    }
  }

  /// Notes that no checks run any more: what hasn't ended is as it was before.
  package mutating func end() {
    (isRunning, isStopping) = (false, false)
    for (index, row) in rows.enumerated() {
      switch row.state {
      case .waiting, .running: rows[index].state = earlier[row.name].map(State.ended) ?? .unknown
      case .unknown, .ended: break
      }
    }
    earlier = [:]
  }

  /// Sets where a check stands.
  package mutating func set(_ name: String, _ state: State) {
    guard let index = rows.firstIndex(where: { $0.name == name }) else { return }
    rows[index].state = state
  }

  /// Takes what happens while checks run.
  package mutating func take(_ progress: CheckProgress, now: Int) {
    switch progress {
    case .started(let name, let last):
      set(name, .running(since: now, lastSeconds: last))
      logs[name] = LiveLog()
    case .output(let name, let bytes):
      logs[name, default: LiveLog()].append(bytes)
    case .finished(let result):
      // Where it was stopped, what it was before on this tree holds on.
      let known = result.state == .cancelled ? earlier[result.name] : nil
      set(result.name, .ended(known ?? result))
      placed = [:]
      for case .ended(let result) in rows.map(\.state) { place(result) }
      // What was kept of it is more than what could be shown.
      if logs[result.name].map(\.isCut) ?? true {
        var log = LiveLog()
        log.append(result.log)
        logs[result.name] = log
      }
    }
  }

  /// The test that failed at a line of a file; nil where none did.
  ///
  /// - Parameter isOnly: Whether a path's end, as reports may name files, is that of no other file.
  func failure(
    at path: String, line: Int, _ isOnly: (_ end: String) -> Bool
  ) -> CheckResult.Failure? {
    placed[line]?.first { failure in
      guard let file = failure.file else { return false }
      return path == file || (path.hasSuffix("/" + file) && isOnly("/" + file))
    }
  }

  private mutating func place(_ result: CheckResult) {
    for failure in result.failures {
      if let line = failure.lineNumber { placed[line, default: []].append(failure) }
    }
  }

  /// A row of the short list.
  package enum ShortRow: Hashable, Sendable {
    /// A check that a person should know of.
    case check(Row)
    /// How many passed.
    case passed(Int)
    /// How many built-in ones run by themselves in a moment.
    case builtIn(Int)
  }

  /// The checks in short: those that didn't pass, and how many did.
  ///
  /// Built-in ones have one row before they end, which is the one of those that passed afterwards: what stands above
  /// stays where it is while a cursor moves from commit to commit.
  package var shortRows: [ShortRow] {
    let pending = rows.count(where: Self.isPendingBuiltIn)
    let others = rows.filter { !Self.passed($0) && !Self.isPendingBuiltIn($0) }
    return others.map { .check($0) } + (passed > 0 ? [.passed(passed)] : [])
      + (pending > 0 ? [.builtIn(pending)] : [])
  }

  /// Whether a check failed that a search for what broke it can be made of.
  package var hasDeclaredFailure: Bool {
    failed.contains { !CheckDefinition.builtInNames.contains($0.name) }
  }

  /// Whether a check that the manifest declares has ended, or there is none.
  package var isChecked: Bool {
    let declared = rows.filter { !CheckDefinition.builtInNames.contains($0.name) }
    return declared.isEmpty
      || declared.contains { if case .ended = $0.state { true } else { false } }
  }

  /// How many checks passed.
  package var passed: Int { rows.count { Self.passed($0) } }

  /// How many checks have ended, however they did.
  package var ended: Int { rows.count { if case .ended = $0.state { true } else { false } } }

  /// Checks that failed or took too long.
  package var failed: [Row] {
    rows.filter { row in
      guard case .ended(let result) = row.state else { return false }
      return result.state == .failed || result.state == .timedOut
    }
  }

  /// Required checks that keep a sync from landing: they failed, or were skipped because another one did.
  package var blocking: [Row] {
    rows.filter { row in
      guard case .ended(let result) = row.state else { return false }
      return !result.allowsLanding && result.state != .cancelled
    }
  }

  /// Checks that haven't run on this tree, or were stopped.
  package var missing: [Row] {
    rows.filter { row in
      if case .ended(let result) = row.state { return result.state == .cancelled }
      return true
    }
  }

  private static func isPendingBuiltIn(_ row: Row) -> Bool {
    if case .ended = row.state { return false }
    return CheckDefinition.builtInNames.contains(row.name)
  }

  private static func passed(_ row: Row) -> Bool {
    if case .ended(let result) = row.state { return result.state == .passed }
    return false
  }
}
