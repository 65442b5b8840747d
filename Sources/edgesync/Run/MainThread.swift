import Foundation

/// Runs a command on the main thread, where it doesn't ask for another.
///
/// Swift's own threads come from libdispatch, which on Linux looks after them each second from the first use
/// of one on (`_dispatch_workq_monitor_pools`): a console that has nothing to do would wake up all the time.
final class MainThread: TaskExecutor, @unchecked Sendable {
  private let changed = NSCondition()
  private var jobs: [UnownedJob] = []

  /// Adds a job.
  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    changed.withLock { jobs.append(job) }
    changed.signal()
  }

  /// Runs jobs, one after the other, until the program exits.
  func run() -> Never {
    while true {
      changed.lock()
      while jobs.isEmpty { changed.wait() }
      let job = jobs.removeFirst()
      changed.unlock()
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
