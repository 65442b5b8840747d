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
}
