import Foundation
import Git
import Locks
import SystemPackage

/// A thread with git handles of its own that does one job after the other.
///
/// Handles of libgit2 stay on one thread, and nothing that takes its time runs on the thread that
/// draws.
final class Worker: Sendable {
  /// A piece of work: gets the thread's handles, and may ask whether it is still wanted.
  typealias Job =
    @Sendable (_ context: WorkerContext, _ isWanted: @escaping @Sendable () -> Bool) -> Void

  private struct State {
    var jobs: [(ticket: Int, job: Job)] = []
    var ticket = 0
    var isEnded = false
  }

  private let state = Mutex(State())
  private let ready = DispatchSemaphore(value: 0)
  private let hasEnded = DispatchSemaphore(value: 0)
  private let queue: MessageQueue
  private let keepsLatestOnly: Bool

  /// A worker on the edge repo that a folder lies in.
  ///
  /// - Parameters:
  ///   - niceness: How far it stands back where processors are scarce; the thread that draws doesn't.
  ///   - keepsLatestOnly: Whether a new job makes the earlier ones unwanted.
  init(
    _ name: String, at folder: FilePath, _ queue: MessageQueue, niceness: Int32,
    keepsLatestOnly: Bool
  ) {
    self.queue = queue
    self.keepsLatestOnly = keepsLatestOnly
    let thread = Thread { [self] in
      Thread.standBack(by: niceness)
      let context = WorkerContext(at: folder)
      while let (ticket, job) = next(resting: context) {
        job(context) { self.isWanted(ticket) }
        queue.end()
      }
      hasEnded.signal()
    }
    thread.name = "edgesync-\(name)"
    thread.start()
  }

  /// Adds a job.
  func submit(_ job: @escaping Job) {
    let dropped = state.withLock { state in
      let dropped = keepsLatestOnly ? state.jobs.count : 0
      if keepsLatestOnly { state.jobs.removeAll() }
      state.ticket += 1
      state.jobs.append((state.ticket, job))
      return dropped
    }
    queue.begin()
    for _ in 0..<dropped { queue.end() }
    ready.signal()
  }

  /// Makes every job unwanted.
  func cancel() {
    let dropped = state.withLock { state in
      state.ticket += 1
      defer { state.jobs.removeAll() }
      return state.jobs.count
    }
    for _ in 0..<dropped { queue.end() }
  }

  /// Ends the thread once its present job is done.
  func end() {
    cancel()
    state.withLock { $0.isEnded = true }
    ready.signal()
  }

  /// Waits for the thread's end; tells whether it came in time.
  func isGone(by deadline: DispatchTime) -> Bool { hasEnded.wait(timeout: deadline) == .success }

  private func isWanted(_ ticket: Int) -> Bool {
    state.withLock { !$0.isEnded && (!keepsLatestOnly || $0.ticket == ticket) }
  }

  /// How long a worker waits for more before it rests.
  private static let timeToRest = DispatchTimeInterval.seconds(2)

  /// Waits for the next job; nil at the end.
  private func next(resting context: WorkerContext) -> (ticket: Int, job: Job)? {
    var isResting = false
    while true {
      if isResting {
        ready.wait()
      } else if ready.wait(timeout: .now() + Self.timeToRest) == .timedOut {
        context.rest()
        isResting = true
        continue
      }
      let (job, isEnded) = state.withLock { state in
        (state.jobs.isEmpty ? nil : state.jobs.removeFirst(), state.isEnded)
      }
      if isEnded {
        if job != nil { queue.end() }
        return nil
      }
      if let job { return job }
    }
  }
}
