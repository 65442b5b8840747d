import Foundation
import SystemPackage

/// The real git on a folder: what tests build repositories with, and the oracle they ask.
public struct Plumbing: Sendable {
  /// git ended badly.
  public struct Failure: Error, CustomStringConvertible {
    /// What it was to do and what it said.
    public let description: String

    /// A failure in these words.
    public init(description: String) {
      self.description = description
    }
  }

  /// The folder that git works in.
  public let folder: FilePath
  private let program: Program
  private static let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
  private static let git = Program.git(in: path)

  /// git on a folder.
  ///
  /// Who commits and when is fixed, and no configuration of the machine's or the user's counts.
  ///
  /// - Parameter variables: Variables on top.
  public init(_ folder: FilePath, variables: [String: String] = [:]) {
    self.folder = folder
    let own = [
      "PATH": Self.path, "HOME": "/nonexistent",
      "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "LC_ALL": "C.UTF-8",
      "GIT_AUTHOR_NAME": "Ana Silva", "GIT_AUTHOR_EMAIL": "ana@example.com",
      "GIT_AUTHOR_DATE": "1790000000 +0000", "GIT_COMMITTER_NAME": "Ana Silva",
      "GIT_COMMITTER_EMAIL": "ana@example.com", "GIT_COMMITTER_DATE": "1790000000 +0000",
    ]
    let all = own.merging(variables) { _, new in new }
    program = Program(variables["PATH"].map(Program.git) ?? Self.git, variables: all)
  }

  /// Runs git and gives how it ended, well or badly.
  public func outcome(_ arguments: [String], input: [UInt8] = []) throws -> Program.Outcome {
    try program.run(arguments, in: folder, input: input)
  }

  /// Runs git, which has to end well.
  @discardableResult
  public func run(_ arguments: String..., input: [UInt8] = []) throws -> Program.Outcome {
    let outcome = try outcome(arguments, input: input)
    guard outcome.status == 0 else {
      throw Failure(
        description:
          "git \(arguments.joined(separator: " ")): \(outcome.status), \(outcome.errorText)")
    }
    return outcome
  }

  /// The id or text that git prints on one line.
  public func line(_ arguments: String..., input: [UInt8] = []) throws -> String {
    let outcome = try outcome(arguments, input: input)
    guard outcome.status == 0 else {
      throw Failure(
        description:
          "git \(arguments.joined(separator: " ")): \(outcome.status), \(outcome.errorText)")
    }
    return outcome.text
  }
}
