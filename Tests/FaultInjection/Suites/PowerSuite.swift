import Foundation
import Locks
import Support
import SystemPackage

/// Losses of power at each write, on three models of file systems, replayed from a log of the writes.
package struct PowerSuite: FaultSuite {
  private let choice: Scenarios.Choice

  package var name: String { "power" }
  package var unit: String { "power-loss states" }
  package let share = 4

  /// Losses of power in every command on every shape.
  package init() { self.init(.all) }

  init(_ choice: Scenarios.Choice) {
    self.choice = choice
  }

  /// Losses of power in `pin` alone, on the plain shape.
  package static let short = PowerSuite(.pin)

  /// Losses of power in `recover` alone, on a shape with a folder that goes.
  package static let shortBack = PowerSuite(.recover)

  /// The names of the cases after the last writes, on the model that loses all that wasn't synced.
  package func lastCases(_ count: Int, in setting: Setting) -> [String] {
    let sweep = PowerSweep(choice, setting)
    let names = (0...).lazy.map { sweep.name(at: $0) }.prefix { $0 != nil }.compactMap(\.self)
    let cuts = names.filter { $0.contains("+\(DiskModel.strict.rawValue)-") }.map { name in
      (cut: Int(name.split(separator: "-").dropLast().last ?? "") ?? 0, name: name)
    }
    let last = cuts.map(\.cut).max() ?? 0
    return cuts.filter { $0.cut > last - count }.map(\.name)
  }

  package func open(_ setting: Setting) throws -> any Sweep {
    PowerSweep(choice, setting)
  }
}

final class PowerSweep: Sweep {
  /// How many states of each model are tried after each call.
  private static let variants = 6

  private let choice: Scenarios.Choice
  private let scenarios: Scenarios
  private let setting: Setting
  private let records: ScenarioRecords
  private let list = Mutex<[String]?>(nil)
  private let seen = Mutex<Set<UInt64>>([])

  init(_ choice: Scenarios.Choice, _ setting: Setting) {
    self.choice = choice
    scenarios = setting.scenarios
    self.setting = setting
    records = ScenarioRecords(setting)
  }

  func name(at index: Int) -> String? {
    list.withLock { list in
      if list == nil { list = makeList() }
      guard let names = list, index < names.count else { return nil }
      return names[index]
    }
  }

  private func makeList() -> [String] {
    let (ready, failures) = scenarios.prepared(choice)
    var names: [String] = []
    var failed = failures
    for scenario in ready {
      do {
        let record = try records.record(scenario.name)
        for cut in 0...record.calls.count {
          for model in DiskModel.allCases {
            for variant in 0..<Self.variants {
              names.append("\(scenario.name)+\(model.rawValue)-\(cut)-\(variant)")
            }
          }
        }
      } catch {
        failed.append("\(scenario.name): \(error)")
      }
    }
    var generator = SeededGenerator(seed: setting.seed &+ 2)
    names.shuffle(using: &generator)
    return failed.map { "unprepared \($0)" } + names
  }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    if name.hasPrefix("unprepared ") { return CaseOutcome(.violation(name)) }
    let parts = name.split(separator: "+")
    let words = parts.count == 2 ? parts[1].split(separator: "-") : []
    guard words.count == 3, let model = DiskModel(rawValue: String(words[0])),
      let cut = Int(words[1]), let variant = UInt64(words[2])
    else { throw SetUpError("a loss of power is named as pin-plain+strict-137-0") }
    let record = try records.record(String(parts[0]))
    guard cut <= record.calls.count else { return CaseOutcome(.skipped("the log is shorter")) }
    let end = cut + Self.goesOn(record.calls, after: cut)
    var disk = record.start
    for (number, call) in record.calls[..<end].enumerated() { disk.apply(call, number: number) }
    let state = model.state(
      of: disk, calls: record.calls, upTo: cut,
      seed: setting.seed &* 1_000_003 &+ UInt64(cut) &* 64 &+ variant)
    let fingerprint = state.fingerprint
    guard seen.withLock({ $0.insert(fingerprint).inserted }) else {
      return CaseOutcome(.skipped("a state that was checked already"))
    }
    let point = String(fingerprint, radix: 16)
    let folder = scratch.folder.appending("world")
    try state.write(to: folder)
    let world = try record.scenario.world(in: folder)
    let isOver = cut == record.calls.count
    return try Self.check(
      world, of: record.scenario,
      certain: isOver && record.scenario.operation.ends != .nothing ? .after : nil,
      isThorough: variant == 0, usesSame: variant % 2 == 1, point: point)
  }

  /// How many calls more the remote makes: it is another machine, and ends what it has begun.
  private static func goesOn(_ calls: [LoggedCall], after cut: Int) -> Int {
    guard cut > 0, calls[cut - 1].isRemotes else { return 0 }
    return calls[cut...].prefix { $0.isRemotes }.count
  }

  /// Checks a world after a loss of power.
  static func check(
    _ world: World, of scenario: Scenario, certain: InvariantChecker.Side?, isThorough: Bool,
    usesSame: Bool,
    point: String
  ) throws -> CaseOutcome {
    let word: (String, String)?
    do {
      word = try scenario.expectedWord(in: world)
    } catch {
      return CaseOutcome(.violation("git can't read the repo: \(error)"), points: [point])
    }
    let recovery = RecoveryRun(scenario: scenario, world: world, isThorough: isThorough)
    guard
      let faults = try recovery.faults(
        next: usesSame && certain == nil ? .same : .status, word: word, certain: certain)
    else { return CaseOutcome(.timedOut, points: [point]) }
    return .of(faults, points: [point])
  }
}
