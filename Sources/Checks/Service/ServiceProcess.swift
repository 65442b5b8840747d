import Git
import Locks
import SystemPackage

/// A service's processes: one shell starts it, waits for a word, and stops it, so that what stops it finds what
/// was started, also in a sandbox.
final class ServiceProcess: Sendable {
  /// Descriptor 3 brings the word, descriptor 4 takes the start's exit status. What starts may stay in the
  /// foreground.
  private static let script = """
    if [ -n "$1" ]; then
      { /bin/sh -c "$1" 3<&- 4>&-; echo "$?" >&4; } 3<&- &
    fi
    exec 4>&-
    read -r word <&3
    exec 3<&-
    if [ -n "$2" ]; then exec /bin/sh -c "$2"; fi
    """

  private let supervisor: Supervisor
  private let output: PipeReader
  private let report: PipeReader
  private let reported: AsyncStream<Int32>
  /// Its closing is the word: nothing is written to a shell that may be gone.
  private let word: Mutex<FileDescriptor?>
  private let stays: Bool

  /// Starts a service.
  init(_ work: CheckWork, start: String?, stop: String?) throws(Errno) {
    let printed = try ProgramPipe()
    let log = work.output
    output = PipeReader(printed.readEnd) { log.write($0) }
    let told = try ProgramPipe()
    let (reported, continuation) = AsyncStream<Int32>.makeStream()
    self.reported = reported
    report = PipeReader(told.readEnd) { bytes in
      if let code = Int32(String(decoding: bytes, as: UTF8.self).prefix { $0.isNumber }) {
        continuation.yield(code)
      }
    } atEnd: {
      continuation.finish()
    }
    let word = try ProgramPipe()
    self.word = Mutex(word.writeEnd)
    // A service without a way to stop it is ended.
    stays = stop != nil
    let confinement = work.confinement
    supervisor = try Supervisor(
      confinement.words(for: ["/bin/sh", "-c", Self.script, "sh", start ?? "", stop ?? ""]),
      variables: work.variables, in: work.folder.files, confinement: confinement,
      output: printed.writeEnd, input: word.readEnd, report: told.writeEnd,
      keeper: work.folder.keeper.pipe)
  }

  deinit { giveWord() }

  private func giveWord() {
    word.withLock { word in
      try? word?.close()
      word = nil
    }
  }

  /// Waits until what starts the service has ended.
  func startEnding() async -> CheckProcess.Ending {
    for await code in reported { return .exited(code) }
    return Task.isCancelled ? .cancelled : .unwatched
  }

  /// Stops the service and ends all that is left of it, also where the task is cancelled.
  func stop(within limit: Int) async -> CheckProcess.Ending {
    await Task.detached { [self] in
      var ending = CheckProcess.Ending.exited(0)
      if stays {
        giveWord()
        ending = await CheckProcess.ending(of: supervisor, within: limit)
      } else {
        await supervisor.end()
      }
      await output.finish()
      await report.finish()
      return ending
    }.value
  }
}
