import Foundation
import Locks
import Support
import SystemPackage

/// Losses of power at each write, on three models of file systems, replayed from a log of the writes.
package struct PowerPart: Part {
  private let choice: Scenes.Choice

  package var name: String { "power" }
  package var unit: String { "power-loss states" }
  package let share = 4

  /// Losses of power in every command on every shape.
  package init() { self.init(.all) }

  init(_ choice: Scenes.Choice) {
    self.choice = choice
  }

  /// Losses of power in `pin` alone, on the plain shape.
  package static let short = PowerPart(.pin)

  /// Losses of power in `recover` alone, on a shape with a folder that goes.
  package static let shortBack = PowerPart(.recover)

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
  /// A scene's log.
  private struct Record {
    let scene: Scene
    let start: Disk
    let calls: [LoggedCall]
  }

  /// How many states of each model are tried after each call.
  private static let variants = 6

  private let choice: Scenes.Choice
  private let scenes: Scenes
  private let setting: Setting
  private let records = Mutex<[String: Record]>([:])
  private let list = Mutex<[String]?>(nil)
  private let seen = Mutex<Set<UInt64>>([])

  init(_ choice: Scenes.Choice, _ setting: Setting) {
    self.choice = choice
    scenes = setting.scenes
    self.setting = setting
  }

  func name(at index: Int) -> String? {
    list.withLock { list in
      if list == nil { list = makeList() }
      guard let names = list, index < names.count else { return nil }
      return names[index]
    }
  }

  private func makeList() -> [String] {
    let (ready, failures) = scenes.prepared(choice)
    var names: [String] = []
    var failed = failures
    for scene in ready {
      do {
        let record = try record(scene.name)
        for cut in 0...record.calls.count {
          for model in DiskModel.allCases {
            for variant in 0..<Self.variants {
              names.append("\(scene.name)+\(model.rawValue)-\(cut)-\(variant)")
            }
          }
        }
      } catch {
        failed.append("\(scene.name): \(error)")
      }
    }
    var generator = SeededGenerator(seed: setting.seed &+ 2)
    names.shuffle(using: &generator)
    return failed.map { "unprepared \($0)" } + names
  }

  private func record(_ name: String) throws -> Record {
    if let record = records.withLock({ $0[name] }) { return record }
    let scene = try scenes.scene(name)
    let scratch = try Scratch(setting.folder.appending("log-" + name))
    let (start, calls) = try scene.log(in: scratch)
    try scratch.remove()
    let record = Record(scene: scene, start: start, calls: calls)
    records.withLock { $0[name] = record }
    return record
  }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    if name.hasPrefix("unprepared ") { return CaseOutcome(.breach(name)) }
    let parts = name.split(separator: "+")
    let words = parts.count == 2 ? parts[1].split(separator: "-") : []
    guard words.count == 3, let model = DiskModel(rawValue: String(words[0])),
      let cut = Int(words[1]), let variant = UInt64(words[2])
    else { throw TortureError("a loss of power is named as pin-plain+strict-137-0") }
    let record = try record(String(parts[0]))
    guard cut <= record.calls.count else { return CaseOutcome(.skipped("the log is shorter")) }
    let end = cut + Self.goesOn(record.calls, after: cut)
    var disk = record.start
    for (number, call) in record.calls[..<end].enumerated() { disk.apply(call, number: number) }
    let state = model.state(
      of: disk, calls: record.calls, upTo: cut,
      seed: setting.seed &* 1_000_003 &+ UInt64(cut) &* 64 &+ variant)
    let fingerprint = state.fingerprint
    guard seen.withLock({ $0.insert(fingerprint).inserted }) else {
      return CaseOutcome(.skipped("a state that was judged already"))
    }
    let point = String(fingerprint, radix: 16)
    let folder = scratch.folder.appending("world")
    try state.write(to: folder)
    let world = try record.scene.world(in: folder)
    let isOver = cut == record.calls.count
    return try Self.judge(
      world, of: record.scene, certain: isOver && record.scene.deed.ends != .nothing ? .after : nil,
      isThorough: variant == 0, usesSame: variant % 2 == 1, point: point)
  }

  /// How many calls more the remote makes: it is another machine, and ends what it has begun.
  private static func goesOn(_ calls: [LoggedCall], after cut: Int) -> Int {
    guard cut > 0, calls[cut - 1].isRemotes else { return 0 }
    return calls[cut...].prefix { $0.isRemotes }.count
  }

  /// Judges a world after a loss of power.
  static func judge(
    _ world: World, of scene: Scene, certain: Judge.Side?, isThorough: Bool, usesSame: Bool,
    point: String
  ) throws -> CaseOutcome {
    let word: (String, String)?
    do {
      word = try scene.expectedWord(in: world)
    } catch {
      return CaseOutcome(.breach("git can't read the repo: \(error)"), points: [point])
    }
    let aftermath = Aftermath(scene: scene, world: world, isThorough: isThorough)
    guard
      let faults = try aftermath.faults(
        next: usesSame && certain == nil ? .same : .status, word: word, certain: certain)
    else { return CaseOutcome(.timedOut, points: [point]) }
    return .of(faults, points: [point])
  }
}
