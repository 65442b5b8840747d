import ArgumentParser
import Foundation
import Git
import Landing
import Text
import ProgramEnd

/// The program: reads the command line, runs the command, and ends with its status.
@main
enum Main {
  static func main() {
    PrivateMemory.close()
    Repository.limitHeaps()
    Shutdown.watch()
    ParentWatch.begin()
    let given: Given
    do {
      given =
        CommandLine.argc == 1
        ? .console
        : .command(try EdgesyncCommand.parseAsRoot(CommandLine.leadingDirectoryMoved()))
    } catch {
      end(with: error)
    }
    if case .command(let command) = given {
      (command as? any LimitedCommand)?.setDeadline()
      if let command = command as? any WatchedCommand { RunRecord.begin(command) }
    }
    let mainThread = MainThread()
    let preference: MainThread? = given.isForMainThread ? mainThread : nil
    // Not at the main thread's priority: where that is allowed, it puts whatever runs beside the console before it.
    Task(executorPreference: preference, priority: .medium) { await run(given) }
    mainThread.run()
  }

  /// The command line, read on one thread and carried out on one, maybe another.
  private enum Given: @unchecked Sendable {
    /// No arguments. The parser isn't asked: it takes a tenth of the time until the first frame.
    case console
    case command(any ParsableCommand)

    var isForMainThread: Bool {
      switch self {
      case .console: true
      case .command(let command): command is any MainThreadCommand
      }
    }
  }

  private static func run(_ given: Given) async -> Never {
    do {
      switch given {
      case .console: try await ReviewCommand.openConsole(at: DirectoryOptions.start)
      case .command(var command):
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
      }
    } catch {
      let status = tell(of: error)
      await AlertRun.follow(RunRecord.end(with: error), status: status)
      exit(status)
    }
    await AlertRun.follow(RunRecord.end(with: nil), status: ExitStatus.done.rawValue)
    exit(ExitStatus.done.rawValue)
  }

  /// Says what went wrong, on standard error, and ends.
  private static func end(with error: any Error) -> Never { exit(tell(of: error)) }

  /// Says what went wrong, on standard error.
  ///
  /// - Returns: The exit status that it leads to.
  private static func tell(of error: any Error) -> Int32 {
    if let ending = error as? Ending { return ending.status.rawValue }
    if let cause = Shutdown.cause, !error.tellsOfALanding { return tell(of: cause) }
    if let error = error as? any ActionableError {
      StandardError.write("edgesync: \(error.message)")
      return error.exitStatus.rawValue
    }
    let code = EdgesyncCommand.exitCode(for: error)
    if code.isSuccess {
      // What was asked for: help, the version, or a shell's completions.
      let message = EdgesyncCommand.fullMessage(for: error)
      let lines = message == Version.number ? Version.lines : SafeText.lines(message)
      for line in lines { print(line.string) }
    } else {
      let isUsage = code == .validationFailure
      let failure = UnforeseenFailure(
        what: isUsage ? "the command line can't be used" : "the command failed",
        why: SafeText(oneSentence: EdgesyncCommand.message(for: error)),
        remedy: isUsage ? "See `\(CommandLine.helpCommand)`" : "",
        exitStatus: isUsage ? .usage : .failed)
      StandardError.write("edgesync: \(failure.message)")
    }
    return code.rawValue
  }
}

extension Main {
  /// Says what was cut short, and gives the exit status that it leads to.
  private static func tell(of cause: Shutdown.Cause) -> Int32 {
    guard case .deadline(let seconds) = cause else {
      StandardError.write("edgesync: cancelled.")
      return cause.status
    }
    let passed = Deadline.passed(seconds)
    StandardError.write("edgesync: \(passed.message)")
    return passed.exitStatus.rawValue
  }
}

extension Error {
  /// Whether it says that a sync landed, and what of it didn't follow: to be told whatever came between.
  fileprivate var tellsOfALanding: Bool {
    switch self as any Error {
    case LandError.workTreeBehind, OfferError.notPushed: true
    default: false
    }
  }
}

/// What the argument parser or the system says, in the form of all other errors.
private struct UnforeseenFailure: ActionableError {
  let what: SafeText
  let why: SafeText
  let remedy: SafeText
  let exitStatus: ExitStatus
}

extension SafeText {
  /// A message of one or several lines as the end of one sentence, without its full stop.
  fileprivate init(oneSentence message: String) {
    let lines = SafeText.lines(message).filter { !$0.isEmpty }
    let text = lines.joined(separator: " ").string
    self.init(text.hasSuffix(".") ? String(text.dropLast()) : text)
  }
}

/// Ends the program with a status, once everything has been said.
struct Ending: Error {
  let status: ExitStatus
}

extension CommandLine {
  /// The command that explains what was called.
  fileprivate static var helpCommand: String {
    let names = EdgesyncCommand.configuration.subcommands.map { $0._commandName }
    return arguments.dropFirst().first { names.contains($0) }.map { "edgesync \($0) --help" }
      ?? "edgesync --help"
  }

  /// The arguments, with a leading `-C DIR` moved behind the command, or its own one, where it is understood.
  fileprivate static func leadingDirectoryMoved() -> [String] {
    var rest = Array(arguments.dropFirst())
    var moved: [String] = []
    while rest.count >= 2, rest[0] == "-C" {
      moved += rest.prefix(2)
      rest.removeFirst(2)
    }
    guard let command = rest.first, !command.hasPrefix("-") else { return moved + rest }
    rest.removeFirst()
    guard command == FleetCommand._commandName, let own = rest.first, !own.hasPrefix("-") else {
      return [command] + moved + rest
    }
    return [command, own] + moved + rest.dropFirst()
  }
}
