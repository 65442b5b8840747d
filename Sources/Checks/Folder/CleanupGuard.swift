import CSyscalls
import Foundation
import Git
import SystemPackage

/// A process that outlives this one where this one is killed, and removes the check's folder then.
///
/// It waits on a pipe that closes when this process ends, however it does, and when the supervisors have ended
/// all that the check started. A shell's few lines are enough for it, so that nothing has to be found or
/// started anew.
final class CleanupGuard: Sendable {
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

  private let process: SpawnedProgram?
  /// What it waits for to close.
  let pipe: FileDescriptor?

  /// Keeps a check's folder. Where no keeper can be started, there is none, and the check runs all the same.
  init(of folder: FilePath) {
    guard let pipe = try? ProgramPipe() else {
      (process, self.pipe) = (nil, nil)
      return
    }
    // Only to say nothing: where it can't be opened, what the keeper says goes where this program's words go.
    let nothing = try? FileDescriptor.open("/dev/null", .writeOnly, options: .closeOnExec)
    let silence = nothing?.rawValue ?? 2
    let started = try? SpawnedProgram(
      "/bin/sh", ["-c", Self.script, "sh", folder.string],
      environment: ["PATH": "/usr/bin:/bin"],
      .init(input: pipe.readEnd.rawValue, output: silence, error: silence), hasSession: true)
    try? nothing?.close()
    try? pipe.readEnd.close()
    if started == nil { try? pipe.writeEnd.close() }
    process = started
    self.pipe = started == nil ? nil : pipe.writeEnd
  }

  /// Lets the keeper go: the folder is gone already.
  deinit {
    if let process {
      kill(process.id, SIGKILL)
      process.wait()
    }
    try? pipe?.close()
  }
}
