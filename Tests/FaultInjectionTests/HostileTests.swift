import FaultInjection
import Support
import SystemPackage
import Testing

/// The short form of the suite: each class of hostile repository, under some command or other.
@Suite(.serialized) struct HostileTests {
  @Test func someOfEachClassHold() throws {
    let folder = try TemporaryFolder()
    let setting = Setting(seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let injection = try FaultInjectionRun([HostileSuite()], setting, keepingProgressIn: nil)
    try injection.run(workers: 2, seconds: 300, limit: 16) { suite, name, outcome in
      if case .violation(let what) = outcome.verdict {
        Issue.record("\(what): make fault-injection SEED=1 SUITE=\(suite.name) CASE=\(name)")
      }
    }
    let done = try #require(injection.progress.first).progress
    #expect(done.cases == 16 && done.timedOut.isEmpty && done.skipped.isEmpty)
  }

  /// Each shape of a store, each damage to it and each command is met.
  @Test func damagedStoresGiveTheTruthOrAReason() throws {
    let folder = try TemporaryFolder()
    let setting = Setting(seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let injection = try FaultInjectionRun([StoreSuite()], setting, keepingProgressIn: nil)
    try injection.run(workers: 2, seconds: 300, limit: 84) { suite, name, outcome in
      if case .violation(let what) = outcome.verdict {
        Issue.record("\(what): make fault-injection SEED=1 SUITE=\(suite.name) CASE=\(name)")
      }
    }
    let done = try #require(injection.progress.first).progress
    #expect(done.cases == 84 && done.timedOut.isEmpty)
  }

  @Test func thereAreHundredsOfCases() throws {
    let folder = try TemporaryFolder()
    let setting = Setting(seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let sweep = try HostileSuite().open(setting)
    var names: Set<String> = []
    while let name = sweep.name(at: names.count) {
      if !names.insert(name).inserted { break }
    }
    #expect(sweep.name(at: names.count) == nil && names.count > 3000)
    // Whatever the seed, the cases are the same.
    let other = try HostileSuite().open(Setting(seed: 2, program: "", folder: folder.path))
    #expect(Set((0..<names.count).compactMap { other.name(at: $0) }) == names)
  }
}
