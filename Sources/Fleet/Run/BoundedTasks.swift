/// Work on many things, some at a time.
enum BoundedTasks {
  /// Begins with the first; takes each result as it comes. What can't go on cancels the rest.
  ///
  /// - Parameter count: Things that are worked on at once.
  static func run<Item: Sendable, Result: Sendable>(
    _ items: [Item], atOnce count: Int,
    _ work: @escaping @Sendable (Item) async throws -> Result,
    taking take: (Result) throws -> Void
  ) async throws {
    try await withThrowingTaskGroup(of: Result.self) { group in
      var rest = items[...]
      for _ in 0..<min(count, items.count) {
        let item = rest.removeFirst()
        group.addTask { try await work(item) }
      }
      while let result = try await group.next() {
        if let item = rest.popFirst() { group.addTask { try await work(item) } }
        try take(result)
      }
    }
  }
}
