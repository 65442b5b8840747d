import Foundation
import Git
import SystemPackage

/// What a check's command has started: its process group, its session, and what left both but still has
/// the check's home in its environment.
struct ProcessFamily {
  /// The leader's process id, which is its group's and its session's as well; nil where only the home is
  /// known.
  let leader: pid_t?
  /// What the check got as `HOME`: a folder that no other process knows.
  let home: FilePath

  /// Rounds at the most; each finds what was forked while the one before looked.
  private static let maximumRounds = 100

  /// Ends all of it at once.
  func end() {
    if let leader { kill(-leader, SIGKILL) }
    #if os(Linux)
      for _ in 0..<Self.maximumRounds {
        let members = members()
        if members.isEmpty { return }
        for member in members { kill(member, SIGKILL) }
      }
    #endif
  }

  #if os(Linux)
    /// Processes that still run; `setsid` and `timeout` leave the group, and some the session.
    private func members() -> [pid_t] {
      let own = getpid()
      let marker = Array("HOME=".utf8) + home.bytes
      let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      return names.compactMap { pid_t($0) }.filter { process in
        guard process != own, process > 1, let stat = Self.stat(of: process), !stat.isDead else {
          return false
        }
        if stat.session == leader { return true }
        return Self.read("/proc/\(process)/environ").split(separator: 0).contains {
          $0.elementsEqual(marker)
        }
      }
    }

    /// A process's state and session (proc(5), `/proc/PID/stat`).
    private static func stat(of process: pid_t) -> (isDead: Bool, session: pid_t)? {
      let bytes = read("/proc/\(process)/stat")
      // The program's name stands in parentheses and may hold anything.
      guard let end = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
      let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " "))
      guard fields.count > 3, let state = fields[0].first,
        let session = pid_t(String(decoding: fields[3], as: UTF8.self))
      else { return nil }
      return (state == UInt8(ascii: "Z") || state == UInt8(ascii: "X"), session)
    }

    /// A file of `/proc`; empty where it is gone or somebody else's.
    private static func read(_ path: String) -> [UInt8] {
      guard let descriptor = try? FileDescriptor.open(path, .readOnly, options: .closeOnExec) else {
        return []
      }
      defer { try? descriptor.close() }
      var bytes: [UInt8] = []
      var buffer = [UInt8](repeating: 0, count: 1 << 14)
      while let count = try? buffer.withUnsafeMutableBytes({ try descriptor.read(into: $0) }),
        count > 0
      {
        bytes += buffer[..<count]
      }
      return bytes
    }
  #endif
}
