import Git
import Locks
import SystemPackage

/// A command of the edge repo's own that gets something on standard input: in a session of its own, of which nothing
/// outlives it, with a time limit.
package struct InputCommand: Sendable {
  /// Bytes of what it prints that are kept: the last.
  private static let maximumOutput = 8 << 10

  private let command: String
  private let variables: [String: String]
  private let folder: FilePath

  /// A command for `/bin/sh -c`, with its variables, in a folder.
  package init(_ command: String, variables: [String: String], in folder: FilePath) {
    self.command = command
    self.variables = variables
    self.folder = folder
  }

  /// Runs it once.
  ///
  /// - Returns: Why it failed, nil where it ended with 0, and the end of what it printed.
  package func run(
    on input: [UInt8], within seconds: Int
  ) async throws(CancellationError) -> (fault: String?, output: [UInt8]) {
    let printed = Mutex<[UInt8]>([])
    let supervisor: Supervisor
    let reader: PipeReader
    do {
      let pipe = try ProgramPipe()
      reader = PipeReader(pipe.readEnd) { bytes in
        printed.withLock { $0 = ($0 + bytes).suffix(Self.maximumOutput) }
      }
      supervisor = try Supervisor(
        // What it is given as descriptor 3 is its input.
        ["/bin/sh", "-c", "exec /bin/sh -c \"$1\" <&3 3<&-", "sh", command],
        variables: variables, in: folder, output: pipe.writeEnd,
        input: MemoryFile(input).descriptor)
    } catch {
      return ("it can't be started: \(error)", [])
    }
    let ending = await CheckProcess.ending(of: supervisor, within: seconds)
    await reader.finish()
    let output = printed.withLock { $0 }
    switch ending {
    case .exited(0): return (nil, output)
    case .exited(let status): return ("it exited with \(status)", output)
    case .signaled(let signal): return ("it was ended by signal \(signal)", output)
    case .timedOut: return ("it took over \(seconds) s", output)
    case .notStarted(let reason): return ("it can't be started: \(reason)", output)
    case .unwatched: return ("it ended what watched over it", output)
    case .cancelled: throw CancellationError()
    }
  }
}
