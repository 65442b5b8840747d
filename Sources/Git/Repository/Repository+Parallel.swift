import Foundation
import Locks

extension Repository {
  /// Fewer pieces of work are done on one thread: starting another takes as long as some of them.
  package static let leastShared = 16

  private static let processors = ProcessInfo.processInfo.activeProcessorCount

  /// Threads that help others now: more than there are processors would wait for one another's locks.
  private static let helping = Mutex(0)

  /// Gives the next place to whoever asks, as long as nothing has gone wrong.
  private final class Places: Sendable {
    private struct State {
      var next = 0
      var error: GitError?
    }

    private let count: Int
    private let state = Mutex(State())

    init(_ count: Int) {
      self.count = count
    }

    func next() -> Int? {
      state.withLock { state in
        guard state.next < count, state.error == nil else { return nil }
        defer { state.next += 1 }
        return state.next
      }
    }

    func fail(_ error: GitError) {
      state.withLock { $0.error = $0.error ?? error }
    }

    var error: GitError? { state.withLock { $0.error } }
  }

  /// What a closure gives for each number from 0 on, found on as many threads as there are processors, each of
  /// which calls it with a handle of its own on this repository.
  ///
  /// - Parameter leastShared: The least count that a further thread is started for.
  /// - Returns: The results in the order of the numbers.
  /// - Throws: What the closure threw first.
  package func inParallel<Result: Sendable>(
    _ count: Int, leastShared: Int = Repository.leastShared,
    _ body: @escaping @Sendable (Repository, Int) throws(GitError) -> Result
  ) throws(GitError) -> [Result] {
    let places = Places(count)
    let work: @Sendable (Repository) -> [(place: Int, result: Result)] = { repository in
      var found: [(place: Int, result: Result)] = []
      do throws(GitError) {
        while let place = places.next() { found.append((place, try body(repository, place))) }
      } catch {
        places.fail(error)
      }
      return found
    }
    let others = Mutex<[(place: Int, result: Result)]>([])
    let group = DispatchGroup()
    let takenHelpers = count < leastShared ? [] : takeHelpers()
    defer { Self.helping.withLock { $0 -= takenHelpers.count } }
    for helper in takenHelpers {
      helper.isWanted = isWanted
      // As ``opener`` gives it, but not opened for work that needs none.
      helper.openedGraph = openedGraph
      // It belongs to the thread until the thread has left the group.
      nonisolated(unsafe) let helper = helper
      group.enter()
      // It is as nice as the thread that starts it.
      let thread = Thread {
        let found = work(helper)
        others.withLock { $0 += found }
        group.leave()
      }
      thread.name = "edgesync-share"
      thread.start()
    }
    var found = work(self)
    group.wait()
    if let error = places.error { throw error }
    found += others.withLock { $0 }
    return found.sorted { $0.place < $1.place }.map(\.result)
  }

  /// What opens a further handle on this repository, for another thread. It has the very commit-graph of this one:
  /// the same positions have to mean the same commits.
  package var opener: @Sendable () throws(GitError) -> Repository {
    { [location, isForeign = layout != nil, graph = commitGraph] () throws(GitError) in
      let repository =
        isForeign ? try Repository(reading: location) : try Repository(at: location)
      repository.openedGraph = .some(graph)
      return repository
    }
  }

  /// A handle for each further processor that no thread helps on; fewer where one can't be opened.
  private func takeHelpers() -> [Repository] {
    let free = Self.helping.withLock { helping in
      defer { helping = max(helping, Self.processors - 1) }
      return max(0, Self.processors - 1 - helping)
    }
    while helpers.count < free, let helper = try? Repository(again: self) {
      helpers.append(helper)
    }
    let taken = helpers.prefix(free)
    Self.helping.withLock { $0 -= free - taken.count }
    return Array(taken)
  }
}
