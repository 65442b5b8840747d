import Foundation
import Git
import Locks
import ProgramEnd
import Subprocess
import SystemPackage
import Text

/// This same program, run in one edge repo.
///
/// It leads a group of its own, which ends with it when it is cancelled, and ends by itself when this process does:
/// its standard input ends then, which ``ParentWatch`` sees.
struct EdgesyncChild: Sendable {
  /// What it printed, and how it ended.
  struct Ending: Sendable {
    let status: Int32
    let output: [UInt8]
    let said: [SafeText]

    /// Why it didn't end well: its last error, else the last check that failed, else its last words.
    var reason: SafeText? {
      let beginning = "edgesync: "
      if let error = said.last(where: { $0.string.hasPrefix(beginning) }) {
        return SafeText(String(error.string.dropFirst(beginning.count)))
      }
      return said.last { $0.string.hasPrefix(Mark.bad.string) } ?? said.last
    }
  }

  /// The program.
  let program: FilePath
  /// Its arguments.
  let arguments: [String]
  /// Variables on top of this process's.
  let variables: [String: String]
  /// Where it runs.
  let folder: FilePath

  /// Bytes of its document that are taken at the most.
  private static let maximumOutput = 32 << 20

  /// Runs it to its end.
  func run() async throws -> Ending {
    var platform = PlatformOptions()
    platform.createSession = true
    platform.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: .seconds(2))
    ]
    let child = Mutex<pid_t?>(nil)
    defer { if let child = child.withLock({ $0 }) { Shutdown.untrack(child) } }
    // Nothing is ever written to it.
    let pipe = try FileDescriptor.pipe()
    _ = fcntl(pipe.writeEnd.rawValue, F_SETFD, FD_CLOEXEC)
    _ = fcntl(pipe.readEnd.rawValue, F_SETFD, FD_CLOEXEC)
    defer {
      try? pipe.writeEnd.close()
      try? pipe.readEnd.close()
    }
    var updates: [Environment.Key: String?] = [
      Environment.Key(stringLiteral: ParentWatch.variable): "1"
    ]
    for (name, value) in variables {
      updates[Environment.Key(stringLiteral: name)] = .some(value)
    }
    let result = try await Subprocess.run(
      .path(program), arguments: Arguments(arguments), environment: .inherit.updating(updates),
      workingDirectory: folder, platformOptions: platform,
      input: .fileDescriptor(pipe.readEnd, closeAfterSpawningProcess: false),
      output: .sequence, error: .sequence
    ) { execution in
      let process = execution.processIdentifier.value
      child.withLock { $0 = process }
      Shutdown.track(process, isLeader: true)
      KnownChildren.add(process)
      defer { KnownChildren.remove(process) }
      let standardOutput = execution.standardOutput
      async let output = Self.collect(standardOutput)
      var lines = ProgramLines()
      for try await buffer in execution.standardError {
        buffer.withUnsafeBytes { _ = lines.take($0) }
      }
      return (try await output, lines.finish())
    }
    try Task.checkCancellation()
    let (output, said) = result.closureResult
    switch result.terminationStatus {
    case .exited(let code): return Ending(status: Int32(code), output: output, said: said)
    case .signaled(let signal):
      return Ending(
        status: 128 + Int32(signal), output: [], said: said + ["ended by signal \(Int(signal))"])
    }
  }

  /// What it prints; where that is too much, none of it.
  private static func collect(_ output: SubprocessOutputSequence) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    var isTooMuch = false
    for try await buffer in output {
      isTooMuch = isTooMuch || bytes.count + buffer.count > maximumOutput
      if isTooMuch { bytes = [] } else { buffer.withUnsafeBytes { bytes += $0 } }
    }
    return bytes
  }
}
