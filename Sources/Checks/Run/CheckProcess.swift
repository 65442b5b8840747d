import Foundation
import Locks
import Subprocess
import Sync
import SystemPackage
import WayOut

/// Runs a check's command in a session of its own, and sees to it that nothing of it stays.
struct CheckProcess: Sendable {
  /// How a command ended.
  enum Ending: Sendable {
    case exited(Int32)
    case signaled(Int32)
    case timedOut
    case cancelled
    case notStarted(String)
  }

  /// Time between asking a command to end and making it end.
  private static let grace = Duration.seconds(3)

  let command: String
  let folder: FilePath
  let variables: [String: String]
  /// What the command gets as `HOME`, by which its processes are known.
  let home: FilePath
  let timeout: Int
  /// Whether what it has started ends with it; else that is for ``ProcessFamily`` to end later.
  var endsFamily = true

  /// Runs the command by `/bin/sh -c`, with no input and no terminal.
  ///
  /// - Parameter output: Called with what it prints, standard output and error as they come.
  func run(output: @escaping @Sendable (ArraySlice<UInt8>) -> Void) async -> Ending {
    let pipe: (readEnd: FileDescriptor, writeEnd: FileDescriptor)
    do {
      pipe = try FileDescriptor.pipe()
    } catch {
      return .notStarted(String(describing: error))
    }
    for end in [pipe.readEnd, pipe.writeEnd] { _ = fcntl(end.rawValue, F_SETFD, FD_CLOEXEC) }
    let reader = PipeReader(pipe.readEnd, output: output)
    let ending = await withTaskGroup(of: Ending?.self) { group in
      group.addTask { await start(writingTo: pipe.writeEnd) }
      group.addTask {
        try? await Task.sleep(for: .seconds(timeout))
        return nil
      }
      // The first to end is the command, the clock, or both because the caller cancelled.
      let first = await group.next() ?? nil
      let isCancelled = Task.isCancelled
      group.cancelAll()
      if let first { return isCancelled ? Ending.cancelled : first }
      await group.waitForAll()
      return isCancelled ? .cancelled : .timedOut
    }
    await reader.finish()
    return ending
  }

  private func start(writingTo writeEnd: FileDescriptor) async -> Ending {
    var platform = PlatformOptions()
    platform.createSession = true
    platform.teardownSequence = [
      .gracefulShutDown(toProcessGroup: true, allowedDurationToNextStep: Self.grace)
    ]
    let environment = Dictionary(
      uniqueKeysWithValues: variables.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
    let started = Mutex<pid_t?>(nil)
    // However the run ends, nothing of it stays.
    defer {
      if let leader = started.withLock({ $0 }) {
        Shutdown.untrack(leader)
        if endsFamily { ProcessFamily(leader: leader, home: home).end() }
      }
    }
    do {
      let result = try await Subprocess.run(
        .path("/bin/sh"), arguments: ["-c", command], environment: .custom(environment),
        workingDirectory: folder, platformOptions: platform, input: .none,
        output: .fileDescriptor(writeEnd, closeAfterSpawningProcess: true),
        error: .combinedWithOutput
      ) { execution in
        started.withLock { $0 = execution.processIdentifier.value }
        Shutdown.track(execution.processIdentifier.value, isLeader: true)
      }
      switch result.terminationStatus {
      case .exited(let code): return .exited(code)
      case .signaled(let signal): return .signaled(signal)
      }
    } catch {
      try? writeEnd.close()
      return .notStarted(String(describing: error))
    }
  }
}

/// Reads a pipe on a thread of its own until its other end is closed, or told to finish.
private final class PipeReader: Sendable {
  /// Time for what is still in the pipe, once the command has ended.
  private static let patience = 1.0

  private let descriptor: FileDescriptor
  private let isDone = Mutex(false)
  private let stream: AsyncStream<Void>

  init(_ descriptor: FileDescriptor, output: @escaping @Sendable (ArraySlice<UInt8>) -> Void) {
    self.descriptor = descriptor
    let (stream, continuation) = AsyncStream<Void>.makeStream()
    self.stream = stream
    let thread = Thread { [self] in
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      var last: Date?
      while true {
        var poll = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
        let ready = Foundation.poll(&poll, 1, 200)
        if ready > 0 {
          let count = buffer.withUnsafeMutableBytes { (try? descriptor.read(into: $0)) ?? 0 }
          if count == 0 { break }
          output(buffer[..<count])
        }
        // A process that left its group may keep the pipe open for ever.
        if isDone.withLock({ $0 }) {
          let since = last ?? Date()
          last = since
          if Date().timeIntervalSince(since) > Self.patience { break }
        }
      }
      try? descriptor.close()
      continuation.finish()
    }
    thread.start()
  }

  /// Waits until everything that the command printed was taken.
  func finish() async {
    isDone.withLock { $0 = true }
    for await _ in stream {}
  }
}
