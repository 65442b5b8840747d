import Foundation
import Locks
import Support
import SystemPackage

/// A program that is run to its end, or to the end of its time.
struct Child {
  /// How it ended, and what it printed.
  struct Ending: Sendable {
    /// The exit status; nil where a signal ended it.
    let status: Int32?
    /// The signal that ended it.
    let signal: Int32?
    /// Whether its time was up.
    let isTimedOut: Bool
    /// Standard output.
    let output: [UInt8]
    /// Standard error.
    let error: [UInt8]

    /// Standard output as text.
    var text: String { String(decoding: output, as: UTF8.self) }
    /// Standard error as text.
    var errorText: String { String(decoding: error, as: UTF8.self) }
  }

  /// Runs a program by its path, found in `PATH` where it is a mere name.
  ///
  /// - Parameter streams: A folder for what it prints.
  static func run(
    _ words: [String], in folder: FilePath, variables: [String: String], streams: FilePath,
    seconds: Double = 30
  ) throws -> Ending {
    let output = streams.appending("out")
    let error = streams.appending("err")
    let flags = O_WRONLY | O_CREAT | O_TRUNC | O_APPEND
    let process = try SpawnedChild.start(
      ["/usr/bin/env", "-C", folder.string] + words, variables: variables,
      streams: [("/dev/null", O_RDONLY), (output.string, flags), (error.string, flags)],
      isLeader: true)
    let (status, isTimedOut) = try wait(for: process, seconds: seconds)
    let signal = status & 0x7F
    return Ending(
      status: signal == 0 ? status >> 8 & 0xFF : nil, signal: signal == 0 ? nil : signal,
      isTimedOut: isTimedOut, output: bytes(of: output), error: bytes(of: error))
  }

  private static func wait(
    for process: pid_t, seconds: Double
  ) throws -> (status: Int32, isTimedOut: Bool) {
    enum Life { case running, ended, timedOut }
    let life = SharedValue(Life.running)
    let alarm = DispatchWorkItem {
      life.value.withLock { life in
        guard life == .running else { return }
        life = .timedOut
        kill(-process, SIGKILL)
      }
    }
    DispatchQueue.global().asyncAfter(deadline: .now() + seconds, execute: alarm)
    defer { alarm.cancel() }
    var information = siginfo_t()
    // Not collected yet: until the alarm is off, its number must not be another's.
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0 {
      guard errno == EINTR else { throw Errno(rawValue: errno) }
    }
    let isTimedOut = life.value.withLock { life in
      defer { if life == .running { life = .ended } }
      return life == .timedOut
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw Errno(rawValue: errno) }
    }
    return (status, isTimedOut)
  }

  private static func bytes(of file: FilePath) -> [UInt8] {
    FileManager.default.contents(atPath: file.string).map { Array($0) } ?? []
  }

  private final class SharedValue<Value: Sendable>: Sendable {
    let value: Mutex<Value>
    init(_ value: Value) { self.value = Mutex(value) }
  }
}
