import Support
import SystemPackage
import Testing
import TortureKit

/// The short form of the part: each class of hostile repository, under some command or other.
@Suite(.serialized) struct HostileTests {
  @Test func someOfEachClassHold() throws {
    let folder = try TemporaryFolder()
    let setting = Setting(seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let torture = try Torture([HostilePart()], setting, keepingProgressIn: nil)
    try torture.run(workers: 2, seconds: 300, limit: 16) { part, name, outcome in
      if case .breach(let what) = outcome.verdict {
        Issue.record("\(what): make torture SEED=1 PART=\(part.name) CASE=\(name)")
      }
    }
    let done = try #require(torture.progress.first).progress
    #expect(done.cases == 16 && done.timedOut.isEmpty && done.skipped.isEmpty)
  }

  /// Each shape of a store, each damage to it and each command is met.
  @Test func damagedStoresGiveTheTruthOrAReason() throws {
    let folder = try TemporaryFolder()
    let setting = Setting(seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let torture = try Torture([StorePart()], setting, keepingProgressIn: nil)
    try torture.run(workers: 2, seconds: 300, limit: 84) { part, name, outcome in
      if case .breach(let what) = outcome.verdict {
        Issue.record("\(what): make torture SEED=1 PART=\(part.name) CASE=\(name)")
      }
    }
    let done = try #require(torture.progress.first).progress
    #expect(done.cases == 84 && done.timedOut.isEmpty)
  }

  @Test func thereAreHundredsOfCases() throws {
    let folder = try TemporaryFolder()
    let setting = Setting(seed: 1, program: EdgesyncProgram.path, folder: folder.path)
    let sweep = try HostilePart().open(setting)
    var names: Set<String> = []
    while let name = sweep.name(at: names.count) {
      if !names.insert(name).inserted { break }
    }
    #expect(sweep.name(at: names.count) == nil && names.count > 3000)
    // Whatever the seed, the cases are the same.
    let other = try HostilePart().open(Setting(seed: 2, program: "", folder: folder.path))
    #expect(Set((0..<names.count).compactMap { other.name(at: $0) }) == names)
  }
}
