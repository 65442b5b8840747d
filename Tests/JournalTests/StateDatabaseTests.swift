import Dispatch
import Journal
import Locks
import Support
import SystemPackage
import Testing

/// The database of what this clone alone knows.
@Suite struct StateDatabaseTests {
  @Test func severalMayMakeItAtOnce() throws {
    let failures = Mutex<[String]>([])
    for _ in 0..<10 {
      let folder = try TemporaryFolder()
      let state = folder.path
      DispatchQueue.concurrentPerform(iterations: 8) { _ in
        do {
          _ = try StateDatabase(in: state).events()
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
      }
    }
    #expect(failures.withLock { $0 } == [])
  }

  @Test func runsAreCountedThroughRestarts() throws {
    let folder = try TemporaryFolder()
    for (command, outcome, date) in [
      ("daily", "landed", 10), ("daily", "failed", 20), ("daily", "landed", 30),
      ("verify", "done", 40),
    ] {
      try StateDatabase(in: folder.path).recordRun(command: command, outcome: outcome, date: date)
    }
    #expect(
      try StateDatabase(in: folder.path).runs() == [
        .init(command: "daily", outcome: "failed", count: 1, last: 20),
        .init(command: "daily", outcome: "landed", count: 2, last: 30),
        .init(command: "verify", outcome: "done", count: 1, last: 40),
      ])
  }

  @Test func moreWordsThanThereAreAreNotCounted() throws {
    let folder = try TemporaryFolder()
    let database = try StateDatabase(in: folder.path)
    for number in 0..<210 { try database.recordRun(command: "c\(number)", outcome: "x", date: 1) }
    try database.recordRun(command: "c0", outcome: "x", date: 2)
    let runs = try database.runs()
    #expect(runs.count == 200)
    #expect(runs.first == .init(command: "c0", outcome: "x", count: 2, last: 2))
  }
}
