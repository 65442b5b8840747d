import CSyscalls
import Foundation
import Git
import SystemPackage

/// A process that outlives this one where this one is killed, and removes the check's folder then.
///
/// It waits on a pipe that closes when this process ends, however it does, and when the supervisors have ended
/// all that the check started. A shell's few lines are enough for it, so that nothing has to be found or
/// started anew.
final class FolderKeeper: Sendable {
  /// What laid out the folder may still be writing to it.
  private static let script = """
    read -r line
    round=0
    until chmod -R u+rwX -- "$1"; rm -rf -- "$1"; do
      round=$((round + 1))
      [ "$round" -lt 50 ] || break
      sleep 0.1
    done 2>/dev/null
    """

  private let process: pid_t?
  /// What it waits for to close.
  let pipe: FileDescriptor?

  /// Keeps a check's folder. Where no keeper can be started, there is none, and the check runs all the same.
  init(of folder: FilePath) {
    guard let pipe = try? Pipe() else {
      (process, self.pipe) = (nil, nil)
      return
    }
    let started = Self.start(
      ["sh", "-c", Self.script, "sh", folder.string], reading: pipe.readEnd.rawValue)
    try? pipe.readEnd.close()
    if started == nil { try? pipe.writeEnd.close() }
    if let started { KnownChildren.add(started) }
    process = started
    self.pipe = started == nil ? nil : pipe.writeEnd
  }

  private static func start(_ words: [String], reading end: Int32) -> pid_t? {
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
    posix_spawn_file_actions_adddup2(&actions, end, 0)
    for stream in [Int32(1), 2] {
      posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0)
    }
    // A session of its own: what ends the terminal's processes must not end it. And no signal ignored.
    var all = sigset_t()
    sigfillset(&all)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(
      &attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK) | edgesync_spawn_setsid
    )
    var arguments = words.map { strdup($0) } + [nil]
    let variables: [String] = ["PATH=/usr/bin:/bin"]
    var environment = variables.map { strdup($0) } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    var process: pid_t = 0
    let code = posix_spawn(&process, "/bin/sh", &actions, &attributes, &arguments, &environment)
    return code == 0 ? process : nil
  }

  /// Lets the keeper go: the folder is gone already.
  deinit {
    if let process {
      kill(process, SIGKILL)
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      KnownChildren.remove(process)
    }
    try? pipe?.close()
  }
}
