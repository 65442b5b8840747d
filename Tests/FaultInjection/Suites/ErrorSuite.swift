import Foundation
import Locks
import Support
import SystemPackage

/// Errors at each write of each command on each shape of repo: once, and from then on.
package struct ErrorSuite: FaultSuite {
  private let choice: Scenarios.Choice

  package var name: String { "error" }
  package var unit: String { "injected errors" }
  package let share = 4

  /// Errors in every command on every shape.
  package init() { self.init(.all) }

  init(_ choice: Scenarios.Choice) {
    self.choice = choice
  }

  /// Errors in `pin` alone, on the plain shape.
  package static let short = ErrorSuite(.pin)

  package func open(_ setting: Setting) throws -> any Sweep {
    ErrorSweep(choice, setting)
  }
}

/// An error, as part of a case's name: `ENOSPC-once-137`.
struct InjectedError: Hashable, Sendable {
  static let codes: [(name: String, code: Int32)] = [
    ("ENOSPC", ENOSPC), ("EIO", EIO), ("EDQUOT", EDQUOT), ("EACCES", EACCES), ("EMFILE", EMFILE),
    ("EROFS", EROFS), ("EINTR", EINTR),
  ]

  let name: String
  let code: Int32
  let isLasting: Bool
  let call: Int

  /// Every error at a call. A call that is interrupted each time it is tried is none that there is.
  static func all(at call: Int) -> [InjectedError] {
    codes.flatMap { name, code in
      [false, true].filter { !($0 && code == EINTR) }.map {
        InjectedError(name: name, code: code, isLasting: $0, call: call)
      }
    }
  }

  private init(name: String, code: Int32, isLasting: Bool, call: Int) {
    self.name = name
    self.code = code
    self.isLasting = isLasting
    self.call = call
  }

  init?(_ text: Substring) {
    let words = text.split(separator: "-")
    guard words.count == 3, let found = Self.codes.first(where: { $0.name == words[0] }),
      let call = Int(words[2]), words[1] == "once" || words[1] == "on"
    else { return nil }
    self.init(name: found.name, code: found.code, isLasting: words[1] == "on", call: call)
  }

  var text: String { "\(name)-\(isLasting ? "on" : "once")-\(call)" }

  var fault: Fault {
    Fault(action: isLasting ? .failOn : .failOnce, call: call, error: code)
  }
}

final class ErrorSweep: Sweep {
  private let choice: Scenarios.Choice
  private let scenarios: Scenarios
  private let seed: UInt64
  private let list = Mutex<(names: [String], points: Int)?>(nil)

  init(_ choice: Scenarios.Choice, _ setting: Setting) {
    self.choice = choice
    scenarios = setting.scenarios
    seed = setting.seed
  }

  var pointCount: Int? { list.withLock { $0?.points } }

  func name(at index: Int) -> String? {
    list.withLock { list in
      if list == nil { list = makeList() }
      guard let names = list?.names, index < names.count else { return nil }
      return names[index]
    }
  }

  private func makeList() -> (names: [String], points: Int) {
    let (ready, failures) = scenarios.prepared(choice)
    var generator = SeededGenerator(seed: seed &+ 1)
    var errors = ready.flatMap { scenario in
      (1...max(1, scenario.calls)).flatMap { call in
        InjectedError.all(at: call).map { scenario.name + "+" + $0.text }
      }
    }
    errors.shuffle(using: &generator)
    return (failures.map { "unprepared \($0)" } + errors, errors.count)
  }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    if name.hasPrefix("unprepared ") { return CaseOutcome(.violation(name)) }
    let parts = name.split(separator: "+")
    guard parts.count == 2, let error = InjectedError(parts[1]) else {
      throw SetUpError("an error is named as pin-plain+ENOSPC-once-137")
    }
    let scenario = try scenarios.scenario(String(parts[0]))
    let world = try scenario.world.copy(to: scratch.folder.appending("world"))
    let run = try world.edgesync(scenario.arguments, error.fault)
    if run.ending.isTimedOut { return CaseOutcome(.timedOut, points: [name]) }
    if run.faults == 0 {
      return CaseOutcome(.skipped("the run ended before the write"))
    }
    var faults = Self.faults(of: run.ending)
    let word = try scenario.expectedWord(in: world)
    if word == nil, scenario.operation != .adopt {
      // Nothing is left to be finished: it is one or the other already, and as the exit status says.
      let (side, fault) = try scenario.checker.side(of: world)
      if let fault { faults.append("with no intent left, " + fault) }
      if run.ending.status == 0, side == .before, scenario.checker.before != scenario.checker.after
      {
        if scenario.operation.ends == .landing { faults.append("it ends well, but nothing landed") }
      }
    }
    var generator = SeededGenerator(seed: seed ^ UInt64(parts[1].utf8.count + error.call))
    let recovery = RecoveryRun(
      scenario: scenario, world: world, isThorough: Int.random(in: 0..<4, using: &generator) == 0)
    guard
      let more = try recovery.faults(
        next: Bool.random(using: &generator) ? .same : .status, word: word)
    else { return CaseOutcome(.timedOut, points: [name]) }
    faults += more
    if !faults.isEmpty { faults.append("the run had ended with \(RecoveryRun.words(run.ending))") }
    return .of(faults, points: [name])
  }

  /// What there is to say against how a run ended: an error is a sentence that says what failed and what
  /// to do, and never a crash.
  static func faults(of ending: Child.Ending) -> [String] {
    guard let status = ending.status else { return ["it crashed by a signal"] }
    let text = ending.errorText
    var faults: [String] = []
    for word in [
      "Fatal error", "Error Domain", "Stack dump", "GitError", "Errno(", "Optional(",
      "SQLite error",
    ] where text.contains(word) {
      faults.append("its message holds “\(word)”")
    }
    if status == 0 { return faults }
    let sentence = text.split(separator: "\n").last { $0.hasPrefix("edgesync: ") }
    guard let sentence else { return faults + ["it ends with \(status) and no sentence"] }
    if ![1, 2, 3, 4, 5, 78].contains(status) { faults.append("the exit status \(status)") }
    if !sentence.hasSuffix(".") || sentence.split(separator: ". ").count < 2 {
      faults.append("the message doesn't say what to do")
    }
    return faults
  }
}
