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
}
