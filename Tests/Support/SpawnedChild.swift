import CSyscalls
import Foundation
import SystemPackage

/// Starts programs as a shell does, whatever signals this process ignores or blocks.
public enum SpawnedChild {
  /// `POSIX_SPAWN_SETSID`, which glibc's header shows to GNU's own sources alone.
  private static let session: Int32 = 0x80

  /// Starts a program.
  ///
  /// - Parameters:
  ///   - words: The program by its path, and its arguments.
  ///   - variables: Its whole environment.
  ///   - folder: Where it runs; where this process does unless given.
  ///   - streams: Files for standard input, output and error, in that order, and how each is opened.
  ///   - isLeader: Whether it leads a process group of its own.
  ///   - isSession: Whether it leads a session of its own, whose terminal is the first that it opens.
  /// - Returns: Its process id; it is to be waited for.
  public static func start(
    _ words: [String], variables: [String: String], in folder: String? = nil,
    streams: [(path: String, flags: Int32)],
    isLeader: Bool = false, isSession: Bool = false
  ) throws -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for (number, stream) in streams.enumerated() {
      posix_spawn_file_actions_addopen(
        &actions, Int32(number), stream.path, stream.flags, 0o600)
    }
    if let folder { posix_spawn_file_actions_addchdir_np(&actions, folder) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var all = sigset_t()
    sigfillset(&all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setpgroup(&attributes, 0)
    posix_spawnattr_setflags(
      &attributes,
      Int16(
        POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK | (isLeader ? POSIX_SPAWN_SETPGROUP : 0)
          | (isSession ? session : 0)))
    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, words[0], &actions, &attributes, &arguments, &environment)
    guard code == 0 else { throw Errno(rawValue: code) }
    return process
  }
}
