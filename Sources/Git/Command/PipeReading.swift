import Foundation

/// Reads what a program writes to its pipes, on the thread that waits for it.
enum PipeReading {
  /// Milliseconds after which it is asked again whether it is wanted.
  private static let interval = 100.0

  /// Reads pipes to their ends, whichever has something.
  ///
  /// - Parameters:
  ///   - pipes: The descriptors of their ends.
  ///   - patience: How long it may take; nil for as long as it is wanted.
  ///   - isWanted: Asked now and then whether it is.
  /// - Returns: What came of each; nil where that took longer than the time given, or isn't wanted any more.
  static func all(
    _ pipes: [Int32], within patience: Duration?, while isWanted: () -> Bool
  ) -> [[UInt8]]? {
    let end = patience.map { ContinuousClock.now + $0 }
    var bytes = [[UInt8]](repeating: [], count: pipes.count)
    var entries = pipes.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // Poll passes over what is negative.
    while entries.contains(where: { $0.fd >= 0 }) {
      let left = end.map { ($0 - ContinuousClock.now) / .milliseconds(1) } ?? interval
      guard left > 0, isWanted() else { return nil }
      let wait = Int32(min(left, interval).rounded(.up))
      guard poll(&entries, nfds_t(entries.count), wait) > 0 else { continue }
      for index in entries.indices where entries[index].fd >= 0 && entries[index].revents != 0 {
        let count = read(entries[index].fd, &buffer, buffer.count)
        if count > 0 {
          bytes[index] += buffer[..<count]
        } else if count == 0 || errno != EINTR {
          entries[index].fd = -1
        }
      }
    }
    return bytes
  }
}
