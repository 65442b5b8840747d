import CSupervisor
import CSyscalls
import Foundation
import Git
import Locks
import SystemPackage
import ProgramEnd

/// A command that runs under a supervisor, which keeps together all that it starts: none of it outlives the
/// supervisor, nor this process.
final class Supervisor: Sendable {
  /// How the command ended, as the supervisor tells it.
  enum Ending: Sendable {
    case exited(Int32)
    case signaled(Int32)
    case notStarted(Errno)
  }

  /// Time between asking a command to end and making it end.
  private static let grace = Duration.seconds(3)
  /// The same where edgesync itself is to end.
  private static let lastGrace = Duration.milliseconds(150)
  /// How often that is looked for.
  private static let glance = Duration.milliseconds(50)
  /// Time for a supervisor to do what it was told, before this process does it.
  private static let patience = Duration.seconds(4)

  private let process: pid_t
  private let control: ProgramPipe
  private let endings: AsyncStream<Ending>
  private let rest: AsyncStream<Void>

  /// Starts a command.
  ///
  /// - Parameters:
  ///   - words: The program's absolute path and its arguments.
  ///   - stays: Whether what it has started goes on after it until ``end()``.
  ///   - output: Takes what it prints; closed here.
  ///   - input: What it gets as descriptor 3; closed here.
  ///   - report: What it gets as descriptor 4; closed here.
  ///   - keeper: Held open until all has ended.
  init(
    _ words: [String], variables: [String: String], in folder: FilePath,
    confinement: Confinement = .none, stays: Bool = false, output: FileDescriptor,
    input: FileDescriptor? = nil, report: FileDescriptor? = nil, keeper: FileDescriptor? = nil
  ) throws(Errno) {
    defer { for end in [output, input, report] { try? end?.close() } }
    let ruleset = try confinement.ruleset()
    defer { try? ruleset?.close() }
    let control = try ProgramPipe()
    let status: ProgramPipe
    do { status = try ProgramPipe() } catch {
      control.close()
      throw error
    }
    defer { try? status.writeEnd.close() }
    let started = Self.start(words, variables, folder) { command in
      command.output = output.rawValue
      command.input = input?.rawValue ?? -1
      command.report = report?.rawValue ?? -1
      command.control = control.readEnd.rawValue
      command.status = status.writeEnd.rawValue
      command.held = keeper?.rawValue ?? -1
      command.ruleset = ruleset?.rawValue ?? -1
      command.stays = stays ? 1 : 0
      command.spares_first = confinement.makesNamespaces ? 1 : 0
      command.loses_rights = confinement.losesRights ? 1 : 0
      command.grace = Int32(Self.grace.components.seconds * 1000)
    }
    guard case .success(let process) = started else {
      control.close()
      try? status.readEnd.close()
      if case .failure(let error) = started { throw error }
      throw Errno.noMemory
    }
    KnownChildren.add(process)
    self.process = process
    self.control = control
    let (endings, ending) = AsyncStream<Ending>.makeStream()
    let (rest, restEnding) = AsyncStream<Void>.makeStream()
    self.endings = endings
    self.rest = rest
    let end = status.readEnd
    let thread = Thread {
      while let told = Self.readEnding(from: end) { ending.yield(told) }
      ending.finish()
      try? end.close()
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      KnownChildren.remove(process)
      // It was ended by what it watched over, and so may the other one have been.
      if status != 0 { Self.endAdopted() }
      restEnding.finish()
    }
    thread.start()
  }

  deinit { control.close() }

  /// Waits until the command has ended; what it has started may go on.
  ///
  /// - Returns: How it ended; nil where nobody is left to tell, or the task was cancelled.
  func ending() async -> Ending? {
    for await ending in endings { return ending }
    return nil
  }

  /// Asks all that is left to end, makes it end after a while, and waits until nothing is left.
  func end() async {
    // Both ends are held here, so that a supervisor that has ended already is no broken pipe.
    _ = try? control.writeEnd.writeAll(Array("t".utf8))
    // Whoever ends edgesync itself doesn't wait for as long as a command may take to end.
    let haste = Task.detached { [control] in
      while Shutdown.isWanted, !Task.isCancelled { try? await Task.sleep(for: Self.glance) }
      try? await Task.sleep(for: Self.lastGrace)
      if !Task.isCancelled { _ = try? control.writeEnd.writeAll(Array("k".utf8)) }
    }
    await waitForAll(Self.grace + Self.patience)
    haste.cancel()
  }

  /// Waits until nothing is left of what the command started.
  ///
  /// - Parameter limit: How long its supervisor may take; then this process ends what is left.
  func waitForAll(_ limit: Duration = patience) async {
    // Not in this task, which may be cancelled: this is what has to happen then.
    await Task.detached { [self] in
      let isDone = await withTaskGroup(of: Bool.self) { group in
        group.addTask { [rest] in
          for await _ in rest {}
          return !Task.isCancelled
        }
        group.addTask {
          try? await Task.sleep(for: limit)
          return false
        }
        defer { group.cancelAll() }
        return await group.next() ?? false
      }
      if !isDone { Self.endBelow(process) }
    }.value
  }

  /// For a supervisor that somebody has stopped.
  private static func endBelow(_ process: pid_t) {
    oneAtATime.withLock { _ in
      for _ in 0..<maximumRounds where edgesync_signal_below(process, 0, SIGKILL) > 0 {}
    }
    kill(process, SIGKILL)
    endAdopted()
  }

  /// What lost both processes that watched over it, this one has taken in.
  private static func endAdopted() {
    oneAtATime.withLock { _ in
      for _ in 0..<maximumRounds {
        let known = KnownChildren.all
        if edgesync_end_adopted(known, Int32(known.count)) == 0 { return }
      }
    }
  }

  private static let maximumRounds = 1000
  private static let oneAtATime = Mutex(())

  private static func readEnding(from end: FileDescriptor) -> Ending? {
    var ending = edgesync_ending()
    let count = withUnsafeMutableBytes(of: &ending) { buffer in
      (try? end.read(into: buffer, retryOnInterrupt: true)) ?? 0
    }
    guard count == MemoryLayout<edgesync_ending>.size else { return nil }
    if ending.error != 0 { return .notStarted(Errno(rawValue: ending.error)) }
    // waitpid(2): the low seven bits are the signal, the byte above them the exit status.
    let signal = ending.status & 0x7F
    return signal == 0 ? .exited((ending.status >> 8) & 0xFF) : .signaled(signal)
  }

  private static func start(
    _ words: [String], _ variables: [String: String], _ folder: FilePath,
    filling: (inout edgesync_command) -> Void
  ) -> Result<pid_t, Errno> {
    var arguments = words.map { strdup($0) } + [nil]
    var environment = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for pointer in arguments + environment { free(pointer) } }
    return arguments.withUnsafeMutableBufferPointer { arguments in
      environment.withUnsafeMutableBufferPointer { environment in
        folder.withPlatformString { folder in
          var command = edgesync_command()
          command.words = UnsafePointer(arguments.baseAddress)
          command.variables = UnsafePointer(environment.baseAddress)
          command.folder = folder
          filling(&command)
          let process = edgesync_supervise(&command)
          return process < 0 ? .failure(Errno(rawValue: errno)) : .success(process)
        }
      }
    }
  }
}
