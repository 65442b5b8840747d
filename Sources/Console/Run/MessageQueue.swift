import Checks
import Foundation
import Locks
import SystemPackage

/// Where pieces of work leave what they found, for the thread that draws.
package final class MessageQueue: Sendable {
  /// Bytes of one check's output that wait at the most; a reader sees only the last screenful, and making
  /// text safe takes its time.
  private static let outputLimit = 16 << 10
  /// Milliseconds from one look at what checks print to the next, so that keys come first.
  private static let outputPause = 80

  private struct State {
    var messages: [Message] = []
    var works = 0
    /// Whether the descriptor was made readable since it was last drained.
    var isTold = false
    /// Whether what checks printed is about to be told of.
    var isPausing = false
  }

  private let state = Mutex(State())
  private let readEnd: FileDescriptor
  private let writeEnd: FileDescriptor

  /// An empty queue.
  package init() throws {
    (readEnd, writeEnd) = try FileDescriptor.pipe()
    for end in [readEnd, writeEnd] {
      _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end.rawValue, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    try? readEnd.close()
    try? writeEnd.close()
  }

  /// What becomes readable when there is something in it.
  var descriptor: Int32 { readEnd.rawValue }

  /// Leaves a message.
  ///
  /// What a check prints is joined to what of it is waiting, and cut where it comes faster than
  /// anybody could look at it: however fast a check prints, the screen has little to do.
  package func post(_ message: Message) {
    guard case .checks(.progress(let candidate, .output(let name, let bytes))) = message else {
      tell { $0.messages.append(message) }
      return
    }
    let isFirst = state.withLock { state in
      if case .checks(.progress(candidate, .output(name, let waiting))) = state.messages.last {
        state.messages.removeLast()
        state.messages.append(
          .checks(
            .progress(candidate, .output(name: name, bytes: Self.tail(of: waiting + bytes)))))
      } else {
        state.messages.append(message)
      }
      defer { state.isPausing = true }
      return !state.isPausing
    }
    guard isFirst else { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(Self.outputPause)) {
      [weak self] in
      self?.tell { $0.isPausing = false }
    }
  }

  /// Leaves messages that are looked at together; what a check prints is none of them.
  package func post(_ messages: [Message]) {
    tell { $0.messages += messages }
  }

  /// Changes the state, and makes the descriptor readable where it isn't yet.
  private func tell(_ change: (inout State) -> Void) {
    let isTold = state.withLock { state in
      change(&state)
      defer { state.isTold = true }
      return state.isTold
    }
    if !isTold { wake() }
  }

  /// Notes that a piece of work begins.
  func begin() {
    state.withLock { $0.works += 1 }
  }

  /// Notes that a piece of work ended.
  func end() {
    let isLast = state.withLock { state in
      state.works -= 1
      return state.works == 0
    }
    if isLast { wake() }
  }

  /// Whether no work is under way and nothing waits to be looked at.
  package var isIdle: Bool { state.withLock { $0.works == 0 && $0.messages.isEmpty } }

  /// Takes everything that waits.
  package func drain() -> [Message] {
    var buffer = [UInt8](repeating: 0, count: 64)
    while buffer.withUnsafeMutableBytes({ read(readEnd.rawValue, $0.baseAddress, $0.count) }) > 0 {
    }
    return state.withLock { state in
      defer { (state.messages, state.isTold) = ([], false) }
      return state.messages
    }
  }

  /// Waits until something is left or the last work has ended, on no thread that work might need.
  package func waitForMore() async {
    let descriptor = readEnd.rawValue
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&entry, 1, -1)
        continuation.resume()
      }
    }
  }

  /// Makes the descriptor readable.
  func wake() {
    // A full pipe is readable already.
    var byte: UInt8 = 1
    _ = write(writeEnd.rawValue, &byte, 1)
  }

  /// The last part of what a check printed, from the start of a line on.
  private static func tail(of bytes: [UInt8]) -> [UInt8] {
    if bytes.count <= outputLimit { return bytes }
    let tail = bytes.suffix(outputLimit)
    let start = tail.firstIndex(of: 0x0A).map { $0 + 1 } ?? tail.startIndex
    return LiveLog.cut + tail[start...]
  }
}
