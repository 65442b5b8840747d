import Foundation
import SystemPackage

/// How what a process keeps on disk names it: `NUMBER` or `NUMBER.START`, where the start is in clock ticks since the
/// system's (proc_pid_stat(5), field 22), since numbers are given again.
package enum ProcessStamp {
  /// This process's.
  package static var own: String {
    let number = getpid()
    return start(of: number).map { "\(number).\($0)" } ?? String(number)
  }

  /// Whether the process that a stamp names has ended; nil for what isn't a stamp.
  ///
  /// One of another user's, which no signal may reach, runs.
  package static func hasEnded(_ stamp: some StringProtocol) -> Bool? {
    let parts = stamp.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let number = pid_t(parts[0]), number > 0 else { return nil }
    if kill(number, 0) != 0, errno == ESRCH { return true }
    guard parts.count == 2 else { return false }
    guard let named = UInt64(parts[1]) else { return nil }
    return start(of: number).map { $0 != named } ?? false
  }

  /// When a process started; nil where the system doesn't tell.
  private static func start(of number: pid_t) -> UInt64? {
    guard let bytes = try? FileSync.readFile(FilePath("/proc/\(number)/stat")) else { return nil }
    // The program's name, which may hold anything, ends with the last parenthesis; the state, field 3, follows.
    let fields = String(decoding: bytes, as: UTF8.self).split(separator: ")").last?.split(
      separator: " ")
    guard let fields, fields.count > 19 else { return nil }
    return UInt64(fields[19])
  }
}
