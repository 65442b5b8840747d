import ArgumentParser
import Foundation
import Text

/// The program: reads the command line, runs the command, and ends with its status.
@main
enum Main {
  static func main() async {
    do {
      var command = try EdgesyncCommand.parseAsRoot(CommandLine.leadingDirectoryMoved())
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
    } catch {
      end(with: error)
    }
    exit(ExitStatus.done.rawValue)
  }

  /// Says what went wrong, on standard error, and ends.
  private static func end(with error: any Error) -> Never {
    if let ending = error as? Ending { exit(ending.status.rawValue) }
    if let error = error as? any ActionableError {
      StandardError.write("edgesync: \(error.message)")
      exit(error.exitStatus.rawValue)
    }
    if error is CancellationError {
      StandardError.write("edgesync: cancelled.")
      exit(130)
    }
    let code = EdgesyncCommand.exitCode(for: error)
    let message = EdgesyncCommand.fullMessage(for: error)
    if code.isSuccess {
      // What was asked for: help or the version.
      for line in SafeText.lines(message) { print(line.string) }
    } else {
      for line in SafeText.lines(message) { StandardError.write(line) }
    }
    exit(code.rawValue)
  }
}

/// Ends the program with a status, once everything has been said.
struct Ending: Error {
  let status: ExitStatus
}

extension CommandLine {
  /// The arguments, with a leading `-C DIR` moved behind the command, where it is understood.
  fileprivate static func leadingDirectoryMoved() -> [String] {
    var rest = Array(arguments.dropFirst())
    var moved: [String] = []
    while rest.count >= 2, rest[0] == "-C" {
      moved += rest.prefix(2)
      rest.removeFirst(2)
    }
    guard let command = rest.first, !command.hasPrefix("-") else { return moved + rest }
    return [command] + moved + rest.dropFirst()
  }
}
