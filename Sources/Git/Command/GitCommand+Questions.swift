import Foundation
import SystemPackage
import Text
import ProgramEnd

extension GitCommand {
  /// What a short question to git came to.
  struct Answer: Sendable {
    /// Its exit status; -1 where a signal ended it.
    let status: Int32
    /// How long it had where it was ended for that; nil where it ended by itself.
    let overdue: Duration?
    /// What it printed on standard output.
    let output: [UInt8]
    /// What it printed on standard error.
    let errors: [SafeText]

    /// Standard output as one line, without the line feed that ends it.
    var line: [UInt8] { output.last == 0x0A ? output.dropLast() : output }
  }

  /// How long git has for an answer: none needs more than a moment, but what a configuration includes may be a pipe
  /// that nobody writes to.
  static let questionPatience = Duration.seconds(20)

  /// Asks git something that it knows from its settings and its environment; nothing that is configured runs, and
  /// what edgesync sets for commands of its own doesn't count.
  ///
  /// - Parameters:
  ///   - repository: The git folder that the question is about; nil for git to find it from the folder.
  ///   - folder: The folder that it is asked in.
  ///   - input: What it reads from standard input.
  ///   - files: Descriptors that it gets beside its streams, by their numbers here.
  ///   - patience: How long it has.
  func ask(
    _ arguments: [String], of repository: FilePath?, in folder: FilePath, input: [UInt8] = [],
    passing files: [FileDescriptor] = [], within patience: Duration = questionPatience
  ) throws(GitError) -> Answer {
    try answer(
      to: arguments, in: folder, environment: Self.userEnvironment(gitFolder: repository),
      input: input, passing: files, within: patience)
  }

  /// Asks git something, and waits for the answer on this thread.
  ///
  /// - Parameters:
  ///   - paths: Arguments behind the others, as bytes.
  ///   - folder: The folder that it is asked in.
  ///   - environment: All variables that it gets.
  ///   - input: What it reads from standard input.
  ///   - files: Descriptors that it gets beside its streams, by their numbers here.
  ///   - patience: How long it has; nil for as long as it is wanted.
  ///   - isWanted: Asked now and then: where it says no, git is ended.
  func answer(
    to arguments: [String], _ paths: [RepoPath] = [], in folder: FilePath,
    environment: [String: String], input: [UInt8] = [], passing files: [FileDescriptor] = [],
    within patience: Duration?,
    while isWanted: () -> Bool = { true }
  ) throws(GitError) -> Answer {
    let (file, output, errors): (MemoryFile, ProgramPipe, ProgramPipe)
    do {
      file = try MemoryFile(input)
      (output, errors) = (try ProgramPipe(), try ProgramPipe())
    } catch {
      throw Self.unasked(arguments, (error as? Errno) ?? Errno(rawValue: errno))
    }
    defer { for pipe in [output, errors] { try? pipe.readEnd.close() } }
    let started = Result { () throws(Errno) in
      try SpawnedProgram(
        program, ["-C", folder.string] + arguments, paths.map(\.bytes), environment: environment,
        .init(
          input: file.descriptor.rawValue, output: output.writeEnd.rawValue,
          error: errors.writeEnd.rawValue),
        passing: files.map(\.rawValue))
    }
    file.close()
    for end in [output.writeEnd, errors.writeEnd] { try? end.close() }
    let run: SpawnedProgram
    do throws(Errno) { run = try started.get() } catch { throw Self.unasked(arguments, error) }
    // It may wait for a pipe, and must not go on when this program is ended.
    Shutdown.track(run.id, isLeader: false)
    defer { Shutdown.untrack(run.id) }
    let printed = PipeReading.all(
      [output.readEnd.rawValue, errors.readEnd.rawValue], within: patience, while: isWanted)
    if printed == nil { kill(run.id, SIGTERM) }
    return Answer(
      status: run.wait() ?? -1, overdue: printed == nil ? patience : nil,
      output: printed?[0] ?? [],
      errors: ProgramLines.last(of: printed?[1] ?? []))
  }

  /// Whether this git is of a version or of a later one.
  func hasVersion(_ major: Int, _ minor: Int, in folder: FilePath) -> Bool {
    guard let answer = try? ask(["version"], of: nil, in: folder) else { return false }
    let numbers = String(decoding: answer.line, as: UTF8.self).drop { !$0.isNumber }
      .split(separator: ".").prefix(2).compactMap { Int($0) }
    return numbers.count == 2 && (numbers[0], numbers[1]) >= (major, minor)
  }

  private static func unasked(_ arguments: [String], _ reason: Errno) -> GitError {
    .command(words: words(arguments), status: SafeText(reason.description), output: [])
  }

  /// What a question that git didn't answer is told as.
  static func failure(_ answer: Answer, of arguments: [String]) -> GitError {
    if let overdue = answer.overdue {
      return .overdue(words: words(arguments), seconds: Int(overdue.components.seconds))
    }
    return .command(
      words: words(arguments),
      status: answer.status < 0 ? "ended by a signal" : "exit status \(Int(answer.status))",
      output: answer.errors)
  }

  private static func words(_ arguments: [String]) -> SafeText {
    SafeText((["git"] + arguments.prefix(1)).joined(separator: " "))
  }

  /// `GIT_*` variables by which a person says who they are, and when.
  private static let identityVariables: Set<String> = [
    "GIT_AUTHOR_DATE", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_NAME",
    "GIT_COMMITTER_DATE", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_NAME",
  ]

  /// Whether a variable configures git.
  static func isSetting(_ name: String) -> Bool { name.hasPrefix("GIT_CONFIG_") }

  /// The environment with all by which a person configures git, and nothing that leads it to another
  /// repository.
  private static func userEnvironment(gitFolder: FilePath?) -> [String: String] {
    var environment = ProcessInfo.processInfo.environment.filter { name, _ in
      !name.hasPrefix("GIT_") || isSetting(name) || identityVariables.contains(name)
    }
    environment["GIT_DIR"] = gitFolder?.string
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    // No answer is worth reaching a server: what isn't here isn't known.
    environment["GIT_ALLOW_PROTOCOL"] = ""
    environment["GIT_NO_LAZY_FETCH"] = "1"
    // Of many answers each would be written by itself.
    environment["GIT_FLUSH"] = "0"
    environment["LC_ALL"] = "C"
    return environment
  }
}
