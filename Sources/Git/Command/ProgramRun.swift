import Foundation
import Locks
import Subprocess
import SystemPackage
import Text
import ProgramEnd

/// One run of a program: its output is captured, and its errors come back as ``SafeText``.
struct ProgramRun: Sendable {
  /// The program, by its absolute path.
  var program: FilePath
  /// Its arguments.
  var arguments: [String]
  /// Its environment.
  var environment: Environment
  /// The folder it runs in.
  var folder: FilePath
  /// What it reads from standard input.
  var input: [UInt8] = []
  /// Whether it may ask at the terminal.
  var isInteractive = false
  /// Whether what it prints on standard output says why it fails even where standard error has words too, as with
  /// hooks.
  var saysWhyOnOutput = false
  /// What it is called in a message.
  var words: SafeText
  /// How long it may give no sign of life before it is ended; nil for as long as it likes.
  var patience: Duration?
  /// A folder whose growth is a sign of life, beside what it prints to standard error.
  var fills: FilePath?

  /// Bytes of standard output that are taken at the most.
  private static let maximumOutput = 64 << 20

  /// Runs it and gives what it printed.
  ///
  /// - Parameter progress: Called with each line of standard error as it comes, those that are
  ///   overwritten included.
  /// - Throws: ``GitError/command(words:status:output:)`` where it ends with anything but 0,
  ///   ``GitError/silent(words:seconds:)`` where its patience ran out.
  func run(progress: (@Sendable (SafeText) -> Void)? = nil) async throws -> [UInt8] {
    let signs = StallDetector(filling: fills)
    guard let patience else { return try await runToItsEnd(signs, progress) }
    return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      group.addTask { try await runToItsEnd(signs, progress) }
      group.addTask {
        try await signs.silence(of: patience)
        return nil
      }
      // Leaving cancels the other, and a cancelled run ends its program.
      defer { group.cancelAll() }
      guard let first = try await group.next(), let output = first else {
        throw GitError.silent(words: words, seconds: Int(patience.components.seconds))
      }
      return output
    }
  }

  private func runToItsEnd(
    _ signs: StallDetector, _ progress: (@Sendable (SafeText) -> Void)?
  ) async throws -> [UInt8] {
    var platform = PlatformOptions()
    // A session of its own has no terminal, so that neither git nor ssh can ask on the screen.
    platform.createSession = !isInteractive
    platform.teardownSequence = [
      .gracefulShutDown(
        toProcessGroup: !isInteractive, allowedDurationToNextStep: .seconds(2))
    ]
    // Until it is gone: a cancelled run reads no further, long before that.
    let child = Mutex<pid_t?>(nil)
    defer { if let child = child.withLock({ $0 }) { Shutdown.untrack(child) } }
    let result: ExecutionResult<(output: [UInt8], said: [SafeText]), SequenceOutput, SequenceOutput>
    do {
      let input = try MemoryFile(input)
      defer { input.close() }
      result = try await Subprocess.run(
        .path(program), arguments: Arguments(arguments),
        environment: environment, workingDirectory: folder,
        platformOptions: platform,
        input: .fileDescriptor(input.descriptor, closeAfterSpawningProcess: false),
        output: .sequence, error: .sequence
      ) { [isInteractive] execution in
        let process = execution.processIdentifier.value
        child.withLock { $0 = process }
        Shutdown.track(process, isLeader: !isInteractive)
        KnownChildren.add(process)
        defer { KnownChildren.remove(process) }
        let standardOutput = execution.standardOutput
        async let output = Self.collect(standardOutput) {
          // Who prints on would wait for a reader, and be waited for.
          try? execution.send(signal: .kill, toProcessGroup: !isInteractive)
        }
        var lines = ProgramLines()
        for try await buffer in execution.standardError {
          signs.note()
          for line in buffer.withUnsafeBytes({ lines.take($0) }) { progress?(line) }
        }
        return (try await output, lines.finish())
      }
    } catch {
      if error is CancellationError || Task.isCancelled { throw CancellationError() }
      throw GitError.command(words: words, status: SafeText(String(describing: error)), output: [])
    }
    try Task.checkCancellation()
    var (output, said) = result.closureResult
    if case .exited(0) = result.terminationStatus { return output }
    if saysWhyOnOutput || said.isEmpty { said = ProgramLines.last(of: output) + said }
    switch result.terminationStatus {
    case .exited(let code):
      throw GitError.command(
        words: words, status: "exit status \(code)", output: said)
    case .signaled(let signal):
      throw GitError.command(
        words: words, status: "ended by signal \(signal)", output: said)
    }
  }

  /// What a program prints, collected as it comes: room for all that it may print can't be had where memory is
  /// bounded.
  ///
  /// - Parameter end: Ends the program, where it prints more than is taken.
  private static func collect(
    _ output: SubprocessOutputSequence, orElse end: () -> Void
  ) async throws -> [UInt8] {
    var bytes: [UInt8] = []
    for try await buffer in output {
      guard bytes.count + buffer.count <= maximumOutput else {
        end()
        throw TooMuchOutput(description: "it prints more than \(maximumOutput >> 20) MiB")
      }
      buffer.withUnsafeBytes { bytes += $0 }
    }
    return bytes
  }

  private struct TooMuchOutput: Error, CustomStringConvertible { let description: String }
}
