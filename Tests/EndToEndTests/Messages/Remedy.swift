import Support
import SystemPackage
import Testing

/// What a message tells a person to run, run as it stands in the edge repo.
struct Remedy {
  let pair: EdgePair

  /// The command of a message that begins with some words.
  func command(_ beginning: String, of outcome: Program.Outcome) throws -> String {
    try command(beginning, in: outcome.errorText + outcome.text)
  }

  /// The same of a text.
  func command(_ beginning: String, in text: String) throws -> String {
    try #require(
      text.matches(of: /`([^`]+)`/).map { String($0.1) }.first { $0.hasPrefix(beginning) },
      "no `\(beginning)…` in: \(text)")
  }

  /// Runs a command as a person at a shell would, `edgesync` being on the `PATH`.
  @discardableResult
  func run(
    _ command: String, in folder: String = "edge", succeeds: Bool? = true
  ) throws -> Program.Outcome {
    var variables = pair.edgesync.variables
    let path = EdgesyncProgram.path.removingLastComponent().string
    variables["PATH"] = "\(path):\(variables["PATH"] ?? "")"
    variables["GIT_EDITOR"] = "sh -c 'echo Written > \"$0\"'"
    variables["GIT_ALLOW_PROTOCOL"] = "file"
    let outcome = try Program("/bin/sh", variables: variables).run(
      ["-c", command], in: pair.folder.path.appending(folder))
    if let succeeds {
      #expect((outcome.status == 0) == succeeds, "\(command): \(outcome.text)\(outcome.errorText)")
    }
    return outcome
  }

  /// Runs the command of a message that begins with some words, with a placeholder filled in.
  @discardableResult
  func follow(
    _ beginning: String, of outcome: Program.Outcome, _ placeholder: String? = nil,
    as value: String = "", in folder: String = "edge", succeeds: Bool = true
  ) throws -> Program.Outcome {
    let named = try command(beginning, of: outcome)
    return try run(
      placeholder.map { named.replacing($0, with: value) } ?? named, in: folder, succeeds: succeeds)
  }

  /// Expects a command of edgesync's own to go through.
  func expectDone(_ arguments: String...) throws {
    let outcome = try pair.edgesync.run(arguments, in: pair.edge.git.folder)
    #expect(outcome.status == 0, "\(arguments): \(outcome.errorText)")
  }
}
