import CTerminalRestore
import Foundation
import Locks
import struct Synchronization.Atomic

/// How the program comes to its end before its work is done: soon, whatever a thread of it is stuck in.
///
/// A first signal, a deadline or a person who leaves asks for an end in order. Children that are still there
/// after a moment are killed, and the program ends a moment later as if it had been killed itself, but for the
/// terminal, which is given back. Nothing that edgesync writes needs more than that: an ended landing is
/// finished by the next run. A second signal doesn't wait.
package enum Shutdown {
  /// Why it ends.
  package enum Cause: Hashable, Sendable {
    /// By a signal.
    case signal(Int32)
    /// Its time is over: the seconds that it had.
    case deadline(seconds: Int)
    /// A person has left the console.
    case left

    /// The exit status.
    package var status: Int32 {
      switch self {
      case .signal(let number): 128 + number
      case .deadline: 1
      case .left: 0
      }
    }
  }

  /// How long an end in order may take.
  private struct Grace {
    /// Until children are killed.
    let children: Duration
    /// Until the program ends as it is.
    let all: Duration

    init(for cause: Cause) {
      switch cause {
      case .signal, .left: (children, all) = (.milliseconds(300), .milliseconds(800))
      // Nobody waits, and what ran so long may have a little to put in order.
      case .deadline: (children, all) = (.seconds(4), .seconds(30))
      }
    }
  }

  private struct State {
    var cause: Cause?
    /// Whether a thread looks after all this; it doesn't in tests.
    var isWatched = false
    var order: [Int: @Sendable () -> Void] = [:]
    var next = 0
    /// Processes that were started, and whether each leads a group.
    var children: [pid_t: Bool] = [:]
    var deadline: (seconds: Int, end: SuspendingClock.Instant)?
    var killing: SuspendingClock.Instant?
    var end: SuspendingClock.Instant?
    var lastAction: (@Sendable () -> (words: String, status: Int32))?
    var remark: String?
  }

  private static let state = Mutex(State())
  private static let isAsked = Atomic(false)
  /// The descriptor that wakes the thread which looks after all this.
  private static let wakeEnd = Atomic<Int32>(-1)

  /// False once the program is to end: what takes its time asks for it.
  package static var isWanted: Bool { !isAsked.load(ordering: .relaxed) }

  /// Why the program is to end; nil while it isn't.
  package static var cause: Cause? { state.withLock { $0.cause } }

  /// Takes over the signals that end programs. Called once, early.
  package static func watch() {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A handler must never wait.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    wakeEnd.store(ends[1], ordering: .relaxed)
    state.withLock { $0.isWatched = true }
    // First, so that the thread has the signals unblocked, too.
    edgesync_watch_endings(ends[1])
    let thread = Thread { [descriptor = ends[0]] in run(descriptor) }
    thread.name = "edgesync-shutdown"
    thread.start()
  }

  /// Asks for the end; the first cause counts.
  package static func begin(_ cause: Cause) {
    let (order, isOrderly, isWatched) = state.withLock {
      state -> ([@Sendable () -> Void], Bool, Bool) in
      guard state.cause == nil else { return ([], true, false) }
      state.cause = cause
      let grace = Grace(for: cause)
      let now = SuspendingClock.now
      (state.killing, state.end) = (now + grace.children, now + grace.all)
      return (Array(state.order.values), !state.order.isEmpty || cause == .left, state.isWatched)
    }
    isAsked.store(true, ordering: .relaxed)
    if isWatched, !isOrderly { endNow() }
    for ask in order { ask() }
    wake()
  }

  /// Does work that has something to put in order at its end, of which it is told by a call.
  package static func inOrder<Result>(
    _ ask: @escaping @Sendable () -> Void, _ work: () async throws -> Result
  ) async rethrows -> Result {
    let (ticket, isLate) = state.withLock { state in
      state.next += 1
      state.order[state.next] = ask
      return (state.next, state.cause != nil)
    }
    defer { state.withLock { $0.order[ticket] = nil } }
    if isLate { ask() }
    return try await work()
  }

  /// Has the program end after a time; an earlier deadline stays.
  ///
  /// - Parameter lastAction: What is done then if the end in order takes too long; gives what is said on standard
  ///   error, and the exit status.
  package static func setDeadline(
    seconds: Int, lastAction: @escaping @Sendable () -> (words: String, status: Int32)
  ) {
    state.withLock { state in
      guard state.deadline == nil else { return }
      state.deadline = (seconds, SuspendingClock.now + .seconds(seconds))
      state.lastAction = lastAction
    }
    wake()
  }

  /// Goes on to what follows the work, such as telling of its end: a deadline, passed or to come, ends that no more.
  ///
  /// - Returns: False where the program is to end for another reason.
  package static func goOn() -> Bool {
    let goesOn = state.withLock { state in
      switch state.cause {
      case .signal, .left: return false
      case .deadline, nil: break
      }
      state.cause = nil
      (state.killing, state.end) = (nil, nil)
      (state.deadline, state.lastAction) = (nil, nil)
      return true
    }
    if goesOn { isAsked.store(false, ordering: .relaxed) }
    return goesOn
  }

  /// Remembers what to say if the program ends in the middle of something; nil to forget it.
  package static func setRemark(_ remark: String?) {
    state.withLock { $0.remark = remark }
  }

  /// Remembers a process to kill with the program.
  ///
  /// - Parameter isLeader: Whether it leads a group, which ends with it.
  package static func track(_ child: pid_t, isLeader: Bool) {
    state.withLock { $0.children[child] = isLeader }
  }

  /// Forgets a process that has ended.
  package static func untrack(_ child: pid_t) {
    _ = state.withLock { $0.children.removeValue(forKey: child) }
  }

  private static func wake() {
    var byte: UInt8 = 0
    _ = write(wakeEnd.load(ordering: .relaxed), &byte, 1)
  }

  /// Waits for signals and moments. Needs nothing that another thread could hold for long.
  private static func run(_ descriptor: Int32) -> Never {
    while true {
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&entry, 1, untilNextMoment()) > 0 {
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(descriptor, &bytes, bytes.count)
        for number in bytes.prefix(max(0, count)) where number != 0 {
          // Whoever asks twice doesn't want to wait.
          if cause != nil { endNow() }
          begin(.signal(Int32(number)))
        }
      }
      let now = SuspendingClock.now
      let (isKilling, isEnd, deadline) = state.withLock { state in
        let isKilling = state.killing.map { $0 <= now } ?? false
        if isKilling { state.killing = nil }
        let deadline = state.deadline.flatMap { $0.end <= now ? $0.seconds : nil }
        return (
          isKilling, state.end.map { $0 <= now } ?? false, state.cause == nil ? deadline : nil
        )
      }
      if let deadline { begin(.deadline(seconds: deadline)) }
      if isEnd { endNow() }
      if isKilling { killChildren() }
    }
  }

  /// Milliseconds for `poll`; -1 for as long as it takes.
  private static func untilNextMoment() -> Int32 {
    let now = SuspendingClock.now
    let next = state.withLock { state in
      [state.killing, state.end, state.cause == nil ? state.deadline?.end : nil]
        .compactMap(\.self).min()
    }
    guard let next else { return -1 }
    let milliseconds = (next - now) / .milliseconds(1)
    return Int32(min(max(0, milliseconds.rounded(.up)), 3_600_000))
  }

  private static func killChildren() {
    let children = state.withLock { $0.children }
    for (child, isLeader) in children where child > 1 { kill(isLeader ? -child : child, SIGKILL) }
  }

  /// Ends the program as it is.
  private static func endNow() -> Never {
    let (cause, lastAction, remark) = state.withLock { ($0.cause, $0.lastAction, $0.remark) }
    var status = cause?.status ?? 1
    killChildren()
    if case .deadline = cause {
      edgesync_end_after(5000, status)
      let last = lastAction?()
      status = last?.status ?? status
      edgesync_give_back()
      if let last { say(last.words) }
    } else {
      // A loaded machine may take longer for this than whoever asked shall wait: time is short only where what is
      // written to may take nothing any more.
      let isFree = edgesync_is_on_screen() == 0 && takesOutput(STDERR_FILENO)
      edgesync_end_after(isFree ? 2000 : 100, status)
      edgesync_give_back()
      if case .signal = cause { say("edgesync: cancelled.") }
    }
    if let remark { say(remark) }
    _exit(status)
  }

  /// Whether a descriptor takes what is written to it at once.
  private static func takesOutput(_ descriptor: Int32) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    return poll(&entry, 1, 0) > 0
  }

  private static func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(STDERR_FILENO, bytes, bytes.count)
  }
}
