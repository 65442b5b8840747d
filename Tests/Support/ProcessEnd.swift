import CSyscalls
import Foundation

/// Waiting for processes of others to end.
public enum ProcessEnd {
  /// Waits until a process has ended, collected by its parent or not, or until a moment.
  ///
  /// - Returns: Whether it has ended.
  public static func wait(for process: pid_t, until end: ContinuousClock.Instant) -> Bool {
    let descriptor = pidfd_open(process, 0)
    guard descriptor >= 0 else { return errno == ESRCH }
    defer { close(descriptor) }
    while true {
      let left = ContinuousClock.now.duration(to: end)
      guard left > .zero else { return false }
      let milliseconds =
        left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
      var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      if poll(&entry, 1, Int32(milliseconds) + 1) > 0 { return true }
    }
  }
}
