import Foundation
import Subprocess
import SystemPackage
import Text

/// A program other than git that works for the user, found outside the repositories.
package struct Program: Sendable {
  private let path: FilePath
  /// The folders of `PATH` that programs which it runs are looked for in.
  private let searched: String

  /// A program by its absolute path, with the `PATH` that it gets.
  init(at path: FilePath, searching searched: String) {
    self.path = path
    self.searched = searched
  }

  /// Runs it without a terminal and gives what it printed.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments: nothing secret, as others can read them.
  ///   - folder: Where it runs.
  ///   - environment: Variables on top of the present ones, less git's own.
  ///   - input: What it reads from standard input.
  /// - Throws: ``GitError/command(words:status:output:)`` where it ends with anything but 0.
  package func run(
    _ arguments: [String], in folder: FilePath, environment: [String: String], input: [UInt8]
  ) async throws -> [UInt8] {
    var updates: [Environment.Key: String?] = [:]
    for name in ProcessInfo.processInfo.environment.keys where name.hasPrefix("GIT_") {
      updates[Environment.Key(stringLiteral: name)] = .some(nil)
    }
    updates["PATH"] = searched
    for (name, value) in environment {
      updates[Environment.Key(stringLiteral: name)] = .some(value)
    }
    let name = path.lastComponent?.string ?? path.string
    return try await ProgramRun(
      program: path, arguments: arguments, environment: .inherit.updating(updates), folder: folder,
      input: input, words: SafeText(name + " " + (arguments.first ?? ""))
    ).run()
  }

  /// Runs it without a terminal and with no more environment than it is given, and gives what it printed.
  ///
  /// - Parameters:
  ///   - arguments: Its arguments.
  ///   - folder: Where it runs.
  ///   - environment: All its variables beside `PATH`.
  ///   - input: What it reads from standard input.
  ///   - limit: How long it may run before it is ended.
  /// - Throws: ``GitError/command(words:status:output:)`` where it ends with anything but 0,
  ///   ``GitError/silent(words:seconds:)`` where it took too long.
  package func runAlone(
    _ arguments: [String], in folder: FilePath, environment: [String: String], input: [UInt8],
    within limit: Duration
  ) async throws -> [UInt8] {
    var variables: [Environment.Key: String] = ["PATH": searched]
    for (name, value) in environment { variables[Environment.Key(stringLiteral: name)] = value }
    let words = SafeText(path.lastComponent?.string ?? path.string)
    let run = ProgramRun(
      program: path, arguments: arguments, environment: .custom(variables), folder: folder,
      input: input, words: words)
    return try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
      group.addTask { try await run.run() }
      group.addTask {
        try await Task.sleep(for: limit)
        return nil
      }
      // Leaving cancels the other, and a cancelled run ends its program.
      defer { group.cancelAll() }
      guard let first = try await group.next(), let output = first else {
        throw GitError.silent(words: words, seconds: Int(limit.components.seconds))
      }
      return output
    }
  }
}
