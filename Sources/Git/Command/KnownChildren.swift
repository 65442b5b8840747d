import Locks

/// The processes that this one has started and still waits for: whatever else is its child, it has taken in.
package enum KnownChildren {
  private static let ids = Mutex<Set<Int32>>([])

  /// Notes a process.
  package static func add(_ id: Int32) { ids.withLock { _ = $0.insert(id) } }

  /// Forgets one that has ended.
  package static func remove(_ id: Int32) { ids.withLock { _ = $0.remove(id) } }

  /// All of them.
  package static var all: [Int32] { ids.withLock { Array($0) } }
}
