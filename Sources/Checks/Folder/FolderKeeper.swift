import CSyscalls
import Foundation
import SystemPackage

/// A process that outlives this one where this one is killed: it ends what a check started then, and
/// removes the check's folder.
///
/// It waits on a pipe that nobody else writes to and that closes when this process ends, however it does. A
/// shell's few lines are enough for it, so that nothing has to be found or started anew.
final class FolderKeeper: Sendable {
  /// What has the folder's home as `HOME` belongs to the check, as for ``ProcessFamily``; it may start
  /// others while it is ended.
  private static let script = """
    read -r line
    round=0
    while [ "$round" -lt 50 ]; do
      found=
      for place in /proc/[0-9]*; do
        if tr '\\0' '\\n' < "$place/environ" 2>/dev/null | grep -qxF "HOME=$1/home"; then
          kill -KILL "${place#/proc/}" && found=1
        fi
      done
      [ -n "$found" ] || break
      round=$((round + 1))
    done 2>/dev/null
    chmod -R u+rwX -- "$1"
    rm -rf -- "$1"
    """

  private let process: pid_t?
  private let pipe: FileDescriptor?

  /// Keeps a check's folder. Where no keeper can be started, there is none, and the check runs all the same.
  init(of folder: FilePath) {
    var ends: [Int32] = [-1, -1]
    #if canImport(Darwin)
      guard Foundation.pipe(&ends) == 0 else {
        (process, pipe) = (nil, nil)
        return
      }
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    #else
      // In one step: a process that another thread starts meanwhile must not get the writing end.
      guard pipe2(&ends, O_CLOEXEC) == 0 else {
        (process, pipe) = (nil, nil)
        return
      }
    #endif
    let started = Self.start(["sh", "-c", Self.script, "sh", folder.string], reading: ends[0])
    close(ends[0])
    if started == nil { close(ends[1]) }
    process = started
    pipe = started == nil ? nil : FileDescriptor(rawValue: ends[1])
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
    }
    try? pipe?.close()
  }
}
