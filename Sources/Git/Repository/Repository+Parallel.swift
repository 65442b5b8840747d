import Foundation
import Synchronization

extension Repository {
  /// Fewer pieces of work are done on one thread: opening another handle takes as long as some of them.
  private static let leastShared = 16

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
  /// - Returns: The results in the order of the numbers.
  /// - Throws: What the closure threw first.
  package func inParallel<Result: Sendable>(
    _ count: Int, _ body: @escaping @Sendable (Repository, Int) throws(GitError) -> Result
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
    if count >= Self.leastShared {
      for _ in 1..<max(2, ProcessInfo.processInfo.activeProcessorCount) {
        group.enter()
        // It is as nice as the thread that starts it.
        let thread = Thread { [folder = location, isWanted] in
          defer { group.leave() }
          // Without a handle of its own, it leaves the work to the others.
          guard let repository = try? Repository(at: folder) else { return }
          repository.isWanted = isWanted
          let found = work(repository)
          others.withLock { $0 += found }
        }
        thread.name = "edgesync-share"
        thread.start()
      }
    }
    var found = work(self)
    group.wait()
    if let error = places.error { throw error }
    found += others.withLock { $0 }
    return found.sorted { $0.place < $1.place }.map(\.result)
  }
}
