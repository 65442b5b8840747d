import Foundation
import Support
import SystemPackage

/// A file system that is too small by four more kibibytes each time, until the command fits.
package struct FullDiskSuite: FaultSuite {
  package var name: String { "disk" }
  package var unit: String { "full disks" }

  /// Full disks for `pin`, `recover` and `fetch` on some shapes.
  package init() {}

  package func open(_ setting: Setting) throws -> any Sweep {
    FullDiskSweep(setting.scenarios)
  }
}

final class FullDiskSweep: Sweep {
  private static let steps = 128
  private let names: [String]
  private let scenarios: Scenarios

  init(_ scenarios: Scenarios) {
    self.scenarios = scenarios
    names = scenarios.names(
      of: Scenarios.Choice(
        operations: [.pin, .recover, .fetch, .daily], shapes: [.plain, .hooks, .mirrored]))
  }

  func name(at index: Int) -> String? {
    guard index < names.count * Self.steps else { return nil }
    return "\(names[index % names.count])+\(4 * (index / names.count))"
  }

  func run(_ name: String, in scratch: Scratch) throws -> CaseOutcome {
    let parts = name.split(separator: "+")
    guard parts.count == 2, let room = Int(parts[1]) else {
      throw SetUpError("a full disk is named as pin-plain+64, by its free kibibytes")
    }
    guard getuid() == 0 else {
      return CaseOutcome(.skipped("only root can mount a small file system"))
    }
    let scenario = try scenarios.scenario(String(parts[0]))
    let place = scratch.folder.appending("disk")
    mkdir(place.string, 0o755)
    func mount(_ option: String) throws -> Bool {
      try Program("/usr/bin/env").run(
        ["mount", "-t", "tmpfs", "-o", option, "tmpfs", place.string]
      ).status == 0
    }
    guard try mount("size=512m") else {
      return CaseOutcome(.skipped("no file system can be mounted here"))
    }
    defer { _ = try? Program("/usr/bin/env").run(["umount", "-l", place.string]) }
    let world = try scenario.world.copy(to: place.appending("world"))
    var status = statvfs()
    guard statvfs(place.string, &status) == 0 else { throw Errno(rawValue: errno) }
    let used = Int(status.f_blocks - status.f_bfree) * Int(status.f_frsize) / 1024
    guard try mount("remount,size=\(used + room)k") else {
      return CaseOutcome(.skipped("the file system can't be made smaller"))
    }
    // The harness writes what the program prints beside the world, which needs room as well.
    let run = try world.edgesync(scenario.arguments, keepingIn: scratch.folder)
    if run.ending.isTimedOut { return CaseOutcome(.timedOut) }
    guard try mount("remount,size=512m") else {
      return CaseOutcome(.skipped("the file system can't be made larger"))
    }
    var faults = ErrorSweep.faults(of: run.ending)
    let word = try scenario.expectedWord(in: world)
    let recovery = RecoveryRun(scenario: scenario, world: world, isThorough: true)
    guard
      let more = try recovery.faults(
        next: .status, word: word, certain: run.ending.status == 0 ? .after : nil)
    else { return CaseOutcome(.timedOut) }
    faults += more
    if !faults.isEmpty { faults.append("the run had ended with \(RecoveryRun.words(run.ending))") }
    return .of(faults, points: [name])
  }
}
