import Git
import Locks
import ProgramEnd
import Subprocess
import SystemPackage
import Text

/// A program of the user's on the terminal that the console gave back for it.
enum TerminalProgram {
  /// Runs it and waits for its end; tells how it ended.
  ///
  /// - Parameter folder: Where it runs; where the console does unless given.
  static func run(
    _ program: FilePath, _ arguments: [String], in folder: FilePath? = nil
  ) async throws -> TerminationStatus {
    // While checks run beside it, it isn't taken for something of theirs.
    let started = Mutex<pid_t?>(nil)
    defer { if let process = started.withLock({ $0 }) { KnownChildren.remove(process) } }
    return try await Subprocess.run(
      .path(program), arguments: Arguments(arguments), workingDirectory: folder,
      input: .fileDescriptor(.standardInput, closeAfterSpawningProcess: false),
      output: .fileDescriptor(.standardOutput, closeAfterSpawningProcess: false),
      error: .fileDescriptor(.standardError, closeAfterSpawningProcess: false)
    ) { execution in
      let process = execution.processIdentifier.value
      started.withLock { $0 = process }
      KnownChildren.add(process)
      Shutdown.track(process, isLeader: false)
    }.terminationStatus
  }
}
