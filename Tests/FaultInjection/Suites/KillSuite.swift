import Foundation
import Locks
import Support
import SystemPackage

/// Kills before, after and in the middle of each write of each command on each shape of repo.
package struct KillSuite: FaultSuite {
  private let choice: Scenarios.Choice
  /// How many kills follow each other, each in the run after the one before.
  private let depth: Int

  package var name: String { depth == 1 ? "kill" : "killagain" }
  package var unit: String { depth == 1 ? "kills" : "kills of a recovery" }
  package let share = 4

  /// Kills of every command on every shape.
  package init(depth: Int = 1) {
    self.init(.all, depth: depth)
  }

  init(_ choice: Scenarios.Choice, depth: Int) {
    self.choice = choice
    self.depth = depth
  }

  /// Kills of `pin` alone, on the plain shape.
  package static let short = KillSuite(.pin, depth: 1)
  /// Kills of `pin` and of the runs after it, on the plain shape.
  package static let shortAgain = KillSuite(.pin, depth: 3)

  package func open(_ setting: Setting) throws -> any Sweep {
    KillSweep(choice, setting, depth: depth)
  }
}

/// A kill, as part of a case's name: `before137`.
struct Kill: Hashable, Sendable {
  static let actions: [(name: String, action: Fault.Action)] = [
    ("before", .killBefore), ("after", .killAfter), ("torn", .torn),
  ]

  let fault: Fault

  init(_ action: Fault.Action, _ call: Int) { fault = Fault(action: action, call: call) }

  init?(_ text: Substring) {
    let name = text.prefix { !$0.isNumber }
    guard let action = Self.actions.first(where: { $0.name == name })?.action,
      let call = Int(text.dropFirst(name.count))
    else { return nil }
    self.init(action, call)
  }

  var name: String {
    let name = Self.actions.first { $0.action == fault.action }?.name ?? ""
    return "\(name)\(fault.call)"
  }
}

final class KillSweep: Sweep {
  private let choice: Scenarios.Choice
  private let scenarios: Scenarios
  private let seed: UInt64
  private let depth: Int
  private let list = Mutex<(names: [String], points: Int)?>(nil)

  init(_ choice: Scenarios.Choice, _ setting: Setting, depth: Int) {
    self.choice = choice
    scenarios = setting.scenarios
    seed = setting.seed
    self.depth = depth
  }

  var pointCount: Int? { depth == 1 ? list.withLock { $0?.points } : nil }

  func name(at index: Int) -> String? {
    list.withLock { list in
      if list == nil { list = makeList() }
      guard let names = list?.names, index < names.count else { return nil }
      return names[index]
    }
  }

  private func makeList() -> (names: [String], points: Int) {
    let (ready, failures) = scenarios.prepared(choice)
    var generator = SeededGenerator(seed: seed)
    var names = failures.map { "unprepared \($0)" }
    var kills: [String] = []
    for scenario in ready {
      for call in 1...max(1, scenario.calls) {
        for (_, action) in Kill.actions {
          var chain = [Kill(action, call)]
          while chain.count < depth {
            // A run after a kill writes little; most calls that are hit are early ones.
            let next = Kill.actions[Int.random(in: 0..<Kill.actions.count, using: &generator)]
            chain.append(Kill(next.action, Int.random(in: 1...30, using: &generator)))
          }
          kills.append(scenario.name + "+" + chain.map(\.name).joined(separator: "+"))
        }
      }
    }
    kills.shuffle(using: &generator)
    let points = ready.reduce(0) { $0 + $1.calls } * Kill.actions.count
    names += kills
    return (names, points)
  }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    if name.hasPrefix("unprepared ") { return CaseOutcome(.violation(name)) }
    let parts = name.split(separator: "+")
    let kills = parts.dropFirst().compactMap { Kill($0) }
    guard let first = parts.first, kills.count == parts.count - 1, !kills.isEmpty else {
      throw SetUpError("a kill is named as pin-plain+before137")
    }
    let scenario = try scenarios.scenario(String(first))
    let world = try scenario.world.copy(to: scratch.folder.appending("world"))
    var points: [String] = []
    var generator = SeededGenerator(
      seed: seed
        ^ UInt64(
          truncatingIfNeeded: name.utf8.reduce(5381) {
            ($0 &* 33) ^ Int($1)
          }))
    let same = Bool.random(using: &generator)
    for (number, kill) in kills.enumerated() {
      let usesCommand = number == 0 || same
      let run = try world.edgesync(usesCommand ? scenario.arguments : ["status"], kill.fault)
      if run.ending.isTimedOut { return CaseOutcome(.timedOut, points: points) }
      if run.faults == 0 {
        // A recovery that ends before the call has simply been run.
        if number > 0 { continue }
        return CaseOutcome(
          .skipped(
            "the run ended after \(run.calls < scenario.calls ? "fewer" : "as many") writes than counted"
          ))
      }
      points.append(number == 0 ? "\(scenario.name)+\(kill.name)" : name)
    }
    let word = try scenario.expectedWord(in: world)
    let recovery = RecoveryRun(
      scenario: scenario, world: world, isThorough: Int.random(in: 0..<4, using: &generator) == 0)
    guard let faults = try recovery.faults(next: same ? .same : .status, word: word) else {
      return CaseOutcome(.timedOut, points: points)
    }
    return .of(faults, points: points)
  }
}
