import CSyscalls
import Foundation
import SystemPackage

/// A program that is started on the spot, and that this thread itself waits for. All others are run by
/// swift-subprocess.
///
/// Foundation's `Process` won't do: where over a thousand descriptors are open it reads past the end of a buffer
/// when it lists them.
package struct SpawnedProgram: Sendable {
  /// What it reads and writes.
  package struct Streams {
    let input: Int32
    let output: Int32
    let error: Int32

    /// Streams by their descriptors, which stay open here.
    package init(input: Int32, output: Int32, error: Int32) {
      (self.input, self.output, self.error) = (input, output, error)
    }
  }

  /// The process.
  package let id: pid_t

  /// Starts a program that ignores no signal.
  ///
  /// - Parameters:
  ///   - more: Arguments behind the others, as bytes.
  ///   - files: Descriptors that it gets under their own numbers, beside its streams; they stay open here.
  ///   - hasSession: Whether it gets a session of its own, which what ends the terminal's programs doesn't reach.
  package init(
    _ program: FilePath, _ arguments: [String], _ more: [[UInt8]] = [],
    environment: [String: String], _ streams: Streams, passing files: [Int32] = [],
    hasSession: Bool = false
  ) throws(Errno) {
    #if canImport(Darwin)
      var actions: posix_spawn_file_actions_t?
      var attributes: posix_spawnattr_t?
    #else
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
    #endif
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    for (number, stream) in [streams.input, streams.output, streams.error].enumerated() {
      posix_spawn_file_actions_adddup2(&actions, stream, Int32(number))
    }
    // Onto itself: no longer closed where the program begins (POSIX.1-2024).
    for file in files { posix_spawn_file_actions_adddup2(&actions, file, file) }
    var all = sigset_t()
    sigfillset(&all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes,
      Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK)
        | (hasSession ? edgesync_spawn_setsid : 0))
    var words = ([program.string] + arguments).map { strdup($0) }
    words += more.map { strdup($0.map { CChar(bitPattern: $0) } + [0]) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in words + variables { free(pointer) } }
    var process: pid_t = 0
    let code = program.withPlatformString {
      posix_spawn(&process, $0, &actions, &attributes, &words, &variables)
    }
    guard code == 0 else { throw Errno(rawValue: code) }
    id = process
    KnownChildren.add(process)
  }

  /// Waits for its end, once.
  ///
  /// - Returns: Its exit status; nil where a signal ended it.
  @discardableResult
  package func wait() -> Int32? {
    var status: Int32 = 0
    while waitpid(id, &status, 0) < 0, errno == EINTR {}
    KnownChildren.remove(id)
    return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
  }
}
