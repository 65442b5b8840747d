import Checks
import Git
import Journal
import Planning
import Rules
import Text

/// Validating a candidate: its checks, and what they are about.
extension Model {
  /// Takes what happens to a candidate's checks.
  mutating func take(_ message: ChecksMessage) -> [Effect] {
    switch message {
    case .known(let candidate, let tree, let results):
      guard validations[candidate]?.isRunning == false else { return [] }
      forget(candidate, unless: tree)
      for result in results { validations[candidate]?.take(.finished(result), now: now) }
    case .trends(let checks, let benchmarks): checkTrends = CheckTrends(checks, benchmarks)
    case .begun(let candidate, let tree): forget(candidate, unless: tree)
    case .progress(let candidate, let progress):
      validations[candidate]?.take(progress, now: now)
    case .ended(let candidate, let failure):
      activities[.checking] = nil
      let isStopped = validations[candidate]?.isStopping == true
      validations[candidate]?.end()
      if let failure { return tell(title: "The checks couldn't run", failure) }
      announceChecks(of: candidate, isStopped: isStopped)
    }
    return []
  }

  /// Forgets what is known of a candidate's checks if it belongs to another tree than the one that would
  /// land now: a result is never shown for a tree it isn't of.
  ///
  /// - Returns: Whether something was forgotten.
  @discardableResult
  mutating func forget(_ candidate: ObjectID, unless tree: ObjectID) -> Bool {
    guard let known = validations[candidate], let summary else { return false }
    validations[candidate]?.tree = tree
    guard let old = known.tree, old != tree else { return false }
    var fresh = Validation(summary.checks)
    fresh.tree = tree
    if known.isRunning { fresh.begin(nil) }
    validations[candidate] = fresh
    return true
  }

  private mutating func announceChecks(of candidate: ObjectID, isStopped: Bool) {
    guard let validation = validations[candidate] else { return }
    let (failed, missing) = (validation.failed, validation.missing)
    if isStopped {
      let again = configuration.keys.hint(.validate)
      let rest: SafeText =
        missing.isEmpty
        ? "; what was known stays" : ", \(missing.count) not run; \(again) goes on"
      notice = Notice(.warning, "\(candidate.short): stopped" + rest)
    } else if !failed.isEmpty {
      let names = failed.map { SafeText($0.name) }.joined(separator: ", ")
      // In a dialog, that key has no pane to go to.
      let key = configuration.keys.hint(.validation)
      let why: SafeText = overlays.isEmpty && focus != .validation ? "; \(key) shows why" : ""
      let matter: SafeText = validation.blocking.isEmpty ? ", not required" : ""
      notice = Notice(
        matter.isEmpty ? .failure : .warning, "\(candidate.short): \(names) failed\(matter)\(why)")
    } else if !missing.isEmpty {
      notice = Notice(
        .warning,
        "\(candidate.short): \(counted(validation.passed, "check")) passed, \(missing.count) not run"
      )
    } else {
      notice = Notice(.done, "\(candidate.short): \(counted(validation.passed, "check")) passed")
    }
  }

  /// Starts a candidate's checks, or stops those that run.
  mutating func validate(_ candidate: ObjectID, only names: Set<String>?) -> [Effect] {
    guard let validation = validations[candidate] else { return [] }
    if validation.isRunning {
      notice = Notice(.warning, "stopping the checks")
      validations[candidate]?.isStopping = true
      return [.checks(.stop)]
    }
    // A changed manifest makes a sync at the same pin: the pin dialog has it checked.
    if candidate == summary?.pin.id, !overlays.contains(where: { $0 is SyncDialog }) {
      notice = Notice(.warning, "this is the pin; `edgesync check` validates the repo as it is")
      return []
    }
    let checks = summary?.checks.filter { names?.contains($0.name) ?? true } ?? []
    return onceAllowed(checks, on: [candidate]) { $0.startChecks(candidate, only: names) }
  }

  private mutating func startChecks(_ candidate: ObjectID, only names: Set<String>?) -> [Effect] {
    guard var validation = validations[candidate] else { return [] }
    validation.begin(names)
    validations[candidate] = validation
    activities[.checking] = "checking \(candidate.short)"
    return [
      .checks(.run(candidate, only: names, followsMoves: followed.contains(candidate)))
    ]
  }

  /// The test that failed at a line of a file of what is read; nil where none did.
  func failure(at path: RepoPath, line: Int) -> CheckResult.Failure? {
    guard let shown = files.shownKey?.candidate else { return nil }
    return validations[shown]?.failure(at: path.lineText, line: line) { end in
      files.files.count { $0.shownPath.lineText.hasSuffix(end) } == 1
    }
  }

  /// Asks for what was checked before of a candidate.
  func loadKnownChecks(of candidate: ObjectID) -> Effect {
    .checks(.loadKnown(candidate, followsMoves: followed.contains(candidate)))
  }
}
