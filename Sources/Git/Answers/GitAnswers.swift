import Foundation
import SystemPackage
import Text

/// What git itself says of a repository by all that the user has configured: their files, what these include and
/// on which conditions, and the environment.
///
/// Each question is asked once; the answers hold for as long as this is kept, which is one command.
package final class GitAnswers {
  /// Whose name a commit carries.
  package enum Person: String, Sendable {
    /// Who made the change.
    case author = "GIT_AUTHOR_IDENT"
    /// Who made the commit.
    case committer = "GIT_COMMITTER_IDENT"

    /// Whether the environment says at which moment.
    package var hasDate: Bool {
      let name = self == .author ? "GIT_AUTHOR_DATE" : "GIT_COMMITTER_DATE"
      return ProcessInfo.processInfo.environment[name]?.isEmpty == false
    }
  }

  private let command: () throws(GitError) -> GitCommand
  private let gitFolder: FilePath
  private let folder: FilePath
  private var knownCommand: GitCommand?
  private var knownSettings: [GitSetting]?
  private var people: [Person: Signature] = [:]
  private var flags: [String: Bool?] = [:]
  private var knownHooksFolder: FilePath?

  /// Nothing was asked yet.
  ///
  /// - Parameters:
  ///   - gitFolder: The repository's git folder.
  ///   - folder: The root of its work tree.
  ///   - command: Finds the command that is asked, when it is needed.
  package init(
    of gitFolder: FilePath, in folder: FilePath,
    by command: @escaping () throws(GitError) -> GitCommand
  ) {
    self.gitFolder = gitFolder
    self.folder = folder
    self.command = command
  }

  private func ask(
    _ arguments: [String], input: [UInt8] = []
  ) throws(GitError) -> GitCommand.Answer {
    try git().ask(arguments, of: gitFolder, in: folder, input: input)
  }

  private func git() throws(GitError) -> GitCommand {
    if let knownCommand { return knownCommand }
    let found = try command()
    knownCommand = found
    return found
  }

  /// All settings, in git's order: of those with one name the last counts, where it isn't a list.
  package func settings() throws(GitError) -> [GitSetting] {
    if let knownSettings { return knownSettings }
    let settings = try git().settings(of: gitFolder, in: folder)
    knownSettings = settings
    return settings
  }

  /// A setting's value; nil where unset.
  ///
  /// - Parameter key: Its name, as `git config` takes it.
  package func setting(_ key: String) throws(GitError) -> String? {
    let name = GitSetting.normalized(key)
    return try settings().last { $0.key == name }.map { String(decoding: $0.value, as: UTF8.self) }
  }

  /// A setting read as a truth; nil where unset.
  ///
  /// - Throws: ``GitError/command(words:status:output:)`` where it is neither true nor false, which ends
  ///   git's own commands too.
  package func flag(_ key: String) throws(GitError) -> Bool? {
    if let known = flags[key] { return known }
    let arguments = ["config", "--includes", "--type=bool", "--get", key]
    let answer = try ask(arguments)
    guard answer.status == 0 || answer.status == 1 else {
      throw GitCommand.failure(answer, of: arguments)
    }
    let flag = answer.status == 1 ? nil : answer.line.elementsEqual("true".utf8)
    flags[key] = .some(flag)
    return flag
  }

  /// A setting read as a truth, as the user or the machine gives it; nil where unset there. What stands in the
  /// repository's own configuration, or in a file that is included, doesn't count: it may have come with the
  /// repository.
  package func usersFlag(_ key: String) throws(GitError) -> Bool? {
    guard try setting(key) != nil else { return nil }
    let answer = try ask([
      "config", "--no-includes", "--show-scope", "--null", "--type=bool", "--get-all", key,
    ])
    guard answer.status == 0 else { return nil }
    // Scopes and values in turn, the one that counts last.
    let parts = answer.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    var flag: Bool?
    for index in parts.indices.dropLast() where index.isMultiple(of: 2) {
      if ["system", "global", "command"].contains(parts[index]) {
        flag = parts[index + 1] == "true"
      }
    }
    return flag
  }

  /// A setting read as a file's path, with `~` taken for a home; nil where unset or no path of a file that is there.
  package func path(_ key: String) throws(GitError) -> FilePath? {
    let arguments = ["config", "--includes", "--type=path", "--get", key]
    let answer = try ask(arguments)
    guard answer.status == 0, !answer.line.isEmpty else { return nil }
    let path = folder.pushing(FilePath(bytes: answer.line))
    return FileStat(at: path) == nil ? nil : path
  }

  /// Who a commit would be by: `author.*`, `committer.*`, `user.*` and the variables, as `git commit` has it.
  ///
  /// - Throws: ``GitError/command(words:status:output:)`` where git wouldn't commit for want of a name or an
  ///   address.
  package func signature(of person: Person) throws(GitError) -> Signature {
    if let known = people[person] { return known }
    let arguments = ["var", person.rawValue]
    let answer = try ask(arguments)
    guard answer.status == 0 else { throw GitCommand.failure(answer, of: arguments) }
    let signature = answer.line.withUnsafeBytes { bytes in
      Signature(parsing: bytes[...], with: TextDecoder(encoding: nil))
    }
    people[person] = signature
    return signature
  }

  /// Settings by which git reaches servers, as far as they count here and not in another repository.
  ///
  /// - Parameters:
  ///   - other: That one's git folder; where there is none, only what counts everywhere is taken off.
  ///   - folder: A folder that is there, to ask in.
  package func transportSettings(
    beyondThoseOf other: FilePath, in folder: FilePath
  ) throws(GitError) -> [GitSetting] {
    var counting: [GitSetting.Entry: Int] = [:]
    for setting in try git().settings(of: other, in: folder) {
      counting[setting.entry, default: 0] += 1
    }
    return try settings().filter { setting in
      guard setting.isOfTransport else { return false }
      let left = counting[setting.entry] ?? 0
      counting[setting.entry] = left - 1
      return left <= 0
    }
  }

  /// What an attribute says of files, by their paths: by the work tree's files of attributes, the index's where those
  /// aren't there, and the user's. Asked anew each time, of all at once, the quickest in their order; of paths that no work
  /// tree can hold nothing is said, for git ends at one that leads out of it.
  package func attribute(
    _ name: String, of paths: [RepoPath]
  ) throws(GitError) -> [RepoPath: AttributeState] {
    let paths = paths.filter { PathGuard.refusal(of: $0) == nil }
    if paths.isEmpty { return [:] }
    // It reads the index, for which the repository may name a program.
    let answer = try ask(
      ["-c", "core.fsmonitor=false", "check-attr", "-z", "--stdin", name],
      input: paths.flatMap { $0.bytes + [0] })
    // Of each the path, the attribute and its state.
    let parts = answer.output.split(separator: 0, omittingEmptySubsequences: false).dropLast()
    guard answer.status == 0, parts.count == 3 * paths.count else {
      throw GitCommand.failure(answer, of: ["check-attr"])
    }
    var states: [RepoPath: AttributeState] = [:]
    for start in stride(from: 0, to: parts.count, by: 3) {
      states[RepoPath(Array(parts[start]))] = AttributeState(told: parts[start + 2])
    }
    return states
  }

  /// The folder where git looks for hooks.
  package func hooksFolder() throws(GitError) -> FilePath {
    if let knownHooksFolder { return knownHooksFolder }
    let arguments = ["rev-parse", "--git-path", "hooks"]
    let answer = try ask(arguments)
    guard answer.status == 0 else { throw GitCommand.failure(answer, of: arguments) }
    let found = folder.pushing(FilePath(bytes: answer.line))
    knownHooksFolder = found
    return found
  }
}
