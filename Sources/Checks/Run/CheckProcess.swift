import Foundation
import Git
import SystemPackage
import ProgramEnd

/// Runs a check's command in a session of its own, and sees to it that nothing of it stays.
struct CheckProcess: Sendable {
  /// How a command ended.
  enum Ending: Sendable {
    case exited(Int32)
    case signaled(Int32)
    case timedOut
    case cancelled
    case notStarted(String)
    /// It ended the processes that watched over it.
    case unwatched

    init(_ ending: Supervisor.Ending) {
      switch ending {
      case .exited(let code): self = .exited(code)
      case .signaled(let signal): self = .signaled(signal)
      case .notStarted(let error): self = .notStarted(error.description)
      }
    }
  }

  let command: String
  let folder: CheckFolder
  let variables: [String: String]
  let timeout: Int
  /// What it runs in.
  var confinement = Confinement.none

  /// Runs the command by `/bin/sh -c`, with no input and no terminal.
  ///
  /// - Parameter output: Called with what it prints, standard output and error as they come.
  func run(output: @escaping @Sendable (ArraySlice<UInt8>) -> Void) async -> Ending {
    let supervisor: Supervisor
    let reader: PipeReader
    do throws(Errno) {
      let pipe = try ProgramPipe()
      reader = PipeReader(pipe.readEnd, output: output)
      supervisor = try Supervisor(
        confinement.words(for: ["/bin/sh", "-c", command]), variables: variables,
        in: folder.files, confinement: confinement, output: pipe.writeEnd,
        keeper: folder.keeper.pipe)
    } catch {
      return .notStarted(error.description)
    }
    let ending = await Self.ending(of: supervisor, within: timeout)
    await reader.finish()
    return ending
  }

  /// Waits for a command, for its time to be up, or for the task to be cancelled, and ends all of it.
  static func ending(of supervisor: Supervisor, within seconds: Int) async -> Ending {
    let ending = await withTaskGroup(of: Ending?.self) { group in
      group.addTask {
        if let ending = await supervisor.ending() { return Ending(ending) }
        return Task.isCancelled ? nil : .unwatched
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(seconds))
        return nil
      }
      // The first to end is the command, the clock, or both because the caller cancelled.
      let first = await group.next() ?? nil
      let isCancelled = Task.isCancelled
      group.cancelAll()
      return isCancelled ? .cancelled : first ?? .timedOut
    }
    switch ending {
    case .timedOut, .cancelled: await supervisor.end()
    default: await supervisor.waitForAll()
    }
    return ending
  }
}
