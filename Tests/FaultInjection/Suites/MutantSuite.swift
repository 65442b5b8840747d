import Foundation
import Locks
import Support
import SystemPackage

/// Shows that the other suites can fail: each sync, rename and removal of a run is taken out in turn, and
/// some suite has to notice.
///
/// A sync that is taken out has to show in a loss of power; a rename, link or removal that only says it
/// happened has to show in the very run, or in the one after it. A path that is synced twice is one mutant,
/// for either sync would do.
package struct MutantSuite: FaultSuite {
  package let name = "mutants"
  package let unit = "mutants"

  /// Mutants of `pin` on shapes that delete, exchange and convert.
  package init() {}

  package func open(_ setting: Setting) throws -> any Sweep { MutantSweep(setting) }
}

final class MutantSweep: Sweep {
  /// Kinds of call that are taken out.
  private static let kinds: Set<WriteKind> = [.sync, .rename, .exchange, .link, .unlink, .truncate]
  /// States that are looked at before a mutant counts as one that survives.
  private static let states = 48

  private let setting: Setting
  private let choice = Scenarios.Choice(operations: [.pin], shapes: [.plain, .kinds, .work])
  private let records: ScenarioRecords
  private let list = Mutex<[String]?>(nil)

  init(_ setting: Setting) {
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
    setting.scenarios.names(of: choice).flatMap { name -> [String] in
      guard let record = try? records.record(name) else { return ["unprepared \(name)"] }
      var known: Set<String> = []
      return record.calls.indices.filter {
        let call = record.calls[$0]
        return Self.kinds.contains(call.kind)
          && known.insert(Self.description(of: call)).inserted
      }
      .map { "\(name)+\($0)" }
    }
  }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    if name.hasPrefix("unprepared ") { return CaseOutcome(.violation(name)) }
    let parts = name.split(separator: "+")
    guard parts.count == 2, let index = Int(parts[1]) else {
      throw SetUpError("a mutant is named as pin-plain+137, by its place in the log")
    }
    let record = try records.record(String(parts[0]))
    guard index < record.calls.count else { return CaseOutcome(.skipped("the log is shorter")) }
    let call = record.calls[index]
    let isCaught =
      call.kind == .sync
      ? try showsInPowerLoss(record, without: index, scratch)
      : try showsInRun(record, without: index, scratch)
    if isCaught { return CaseOutcome(.held, points: [name]) }
    return CaseOutcome(.skipped("survives: \(Self.description(of: call))"), points: [name])
  }

  /// Looks for a state in which the loss of a path's syncs shows: after the whole run, then at cuts behind it.
  private func showsInPowerLoss(
    _ record: ScenarioRecords.Record, without index: Int, _ scratch: Scratch
  ) throws -> Bool {
    let mutant = Self.description(of: record.calls[index])
    let calls = record.calls.filter { Self.description(of: $0) != mutant }
    var generator = SeededGenerator(seed: setting.seed &+ UInt64(index))
    var seen: Set<UInt64> = []
    for number in 0..<Self.states {
      let isAtEnd = number % 4 == 0
      let reach = min(calls.count, index + 60)
      let cut = isAtEnd ? calls.count : Int.random(in: index...reach, using: &generator)
      var disk = record.start
      for (number, call) in calls[..<cut].enumerated() { disk.apply(call, number: number) }
      let model = DiskModel.allCases[
        Int.random(in: 0..<DiskModel.allCases.count, using: &generator)]
      let state = model.state(of: disk, calls: calls, upTo: cut, seed: generator.next())
      guard seen.insert(state.fingerprint).inserted else { continue }
      let place = try Scratch(scratch.folder.appending("state")).folder
      try state.write(to: place.appending("world"))
      let outcome = try PowerSweep.check(
        try record.scenario.world(in: place.appending("world")), of: record.scenario,
        certain: isAtEnd ? .after : nil, isThorough: false, usesSame: false, point: "")
      if case .violation = outcome.verdict { return true }
    }
    return false
  }

  /// Runs the command while one call does nothing.
  private func showsInRun(
    _ record: ScenarioRecords.Record, without index: Int, _ scratch: Scratch
  ) throws -> Bool {
    let call = record.calls[index]
    let same = record.calls[...index].count {
      $0.kind == call.kind && $0.path == call.path
    }
    let scenario = record.scenario
    let world = try scenario.world.copy(to: scratch.folder.appending("world"))
    // By its path and kind: the number of a call may differ by one or two from run to run.
    let fault = Fault(
      action: .swallowAll, kinds: [call.kind],
      part: String(decoding: Self.steady(call.path), as: UTF8.self))
    let run = try world.edgesync(scenario.arguments, fault)
    if run.faults < same { return true }
    if run.ending.status != 0 { return true }
    let word = try scenario.expectedWord(in: world)
    if word != nil { return true }
    let (side, fault2) = try scenario.checker.side(of: world)
    if fault2 != nil || side != .after
      || !scenario.checker.leftovers(in: world, hasFetched: false).isEmpty
    {
      return true
    }
    let recovery = RecoveryRun(scenario: scenario, world: world, isThorough: true)
    return try recovery.faults(next: .status, word: nil, certain: .after)?.isEmpty == false
  }

  /// The part of a path that is the same in each run: not the numbers in a temporary name.
  private static func steady(_ path: [UInt8]) -> [UInt8] {
    let name = path[(path.lastIndex(of: 0x2F).map { $0 + 1 } ?? 0)...]
    if name.starts(with: Array("tmp_".utf8)) || name.starts(with: Array("pack_git2_".utf8)) {
      return Array(path.dropLast(name.count)) + name.prefix(4)
    }
    return path
  }

  private static func description(of call: LoggedCall) -> String {
    "\(call.kind) of \(String(decoding: steady(call.path), as: UTF8.self))"
  }
}
