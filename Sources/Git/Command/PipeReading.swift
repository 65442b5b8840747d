import Foundation

/// Reads what a program writes to its pipes, on the thread that waits for it.
enum PipeReading {
  /// Reads pipes to their ends, whichever has something.
  ///
  /// - Parameter pipes: The descriptors of their ends.
  /// - Returns: What came of each; nil where that took longer than the time given.
  static func all(_ pipes: [Int32], within patience: Duration) -> [[UInt8]]? {
    let end = ContinuousClock.now + patience
    var bytes = [[UInt8]](repeating: [], count: pipes.count)
    var entries = pipes.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    // Poll passes over what is negative.
    while entries.contains(where: { $0.fd >= 0 }) {
      let left = (end - ContinuousClock.now) / .milliseconds(1)
      guard left > 0 else { return nil }
      guard poll(&entries, nfds_t(entries.count), Int32(left.rounded(.up))) > 0 else { continue }
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
