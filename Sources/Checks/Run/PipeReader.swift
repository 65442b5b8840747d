import Foundation
import Git
import Locks
import SystemPackage

/// Reads a pipe on a thread of its own until its other end is closed, or told to finish.
final class PipeReader: Sendable {
  /// Time for what is still in the pipe, once the command has ended.
  private static let patience = 1.0
  /// What prints as fast as it is read would take a processor from whoever looks at it.
  private static let niceness: Int32 = 10

  private let descriptor: FileDescriptor
  private let isDone = Mutex(false)
  private let stream: AsyncStream<Void>

  /// Starts to read.
  ///
  /// - Parameters:
  ///   - descriptor: Where; closed at the end.
  ///   - output: Takes what was read, on the reader's thread.
  ///   - atEnd: Called there when nothing more comes.
  init(
    _ descriptor: FileDescriptor, output: @escaping @Sendable (ArraySlice<UInt8>) -> Void,
    atEnd: @escaping @Sendable () -> Void = {}
  ) {
    self.descriptor = descriptor
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    self.stream = stream
    let thread = Thread { [self] in
      Thread.standBack(by: Self.niceness)
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      var last: Date?
      while true {
        var poll = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        let ready = Foundation.poll(&poll, 1, 200)
        if ready > 0 {
          let count = buffer.withUnsafeMutableBytes { (try? descriptor.read(into: $0)) ?? 0 }
          if count == 0 { break }
          output(buffer[..<count])
        }
        // A process that left its group may keep the pipe open for ever.
        if isDone.withLock({ $0 }) {
          let since = last ?? Date()
          last = since
          if Date().timeIntervalSince(since) > Self.patience { break }
        }
      }
      try? descriptor.close()
      atEnd()
      continuation.finish()
    }
    thread.start()
  }

  /// Waits until everything that the command printed was taken.
  func finish() async {
    isDone.withLock { $0 = true }
    for await _ in stream {}
  }
}
