import Foundation
import Git
import SystemPackage
import Text

/// The user's own hooks around a commit, asked for by name: what `git commit` would run.
struct UserHooks {
  private let edge: EdgeRepo
  private let git: GitCommand

  init(_ edge: EdgeRepo, git: GitCommand) {
    self.edge = edge
    self.git = git
  }

  /// Runs `pre-commit` with an index that holds the proposal's tree.
  ///
  /// - Throws: ``LandError`` where it refuses, or changes that index.
  func preCommit(tree: ObjectID) async throws {
    guard let hook = try path(of: "pre-commit") else { return }
    let index = Self.index(in: edge.workTreeState)
    // A git that was killed at work on this index left it locked; who holds edgesync's lock is alone here.
    try Self.removeLeftovers(in: edge.workTreeState)
    defer { try? Self.removeLeftovers(in: edge.workTreeState) }
    let variables = ["GIT_INDEX_FILE": index.string]
    var read = invocation(["read-tree", tree.hex])
    read.environment = variables
    try await git.run(read)
    try await run(hook, named: "pre-commit", arguments: [], variables)
    var write = invocation(["write-tree"])
    write.environment = variables
    let after = try await git.run(write)
    guard ObjectID(hex: after.prefix(40)) == tree else {
      throw LandError.hookChanged(name: "pre-commit")
    }
  }

  /// Whether the index for a hook, or git's lock of it, is there.
  static func areLeftovers(in state: FilePath) -> Bool {
    leftovers(in: state).contains { StaleGitLocks.date(of: $0) != nil }
  }

  /// Removes the index for a hook, and git's lock of it.
  static func removeLeftovers(in state: FilePath) throws(GitError) {
    for file in leftovers(in: state) { try FileSync.removeFile(file) }
  }

  private static func index(in state: FilePath) -> FilePath { state.appending("hook-index") }

  private static func leftovers(in state: FilePath) -> [FilePath] {
    [index(in: state), state.appending("hook-index.lock")]
  }

  /// Runs `prepare-commit-msg` and `commit-msg`, and gives the message as they leave it.
  func commitMessage(_ message: String) async throws -> String {
    let prepare = try path(of: "prepare-commit-msg")
    let check = try path(of: "commit-msg")
    if prepare == nil, check == nil { return message }
    let file = edge.workTreeState.appending("hook-message")
    try FileSync.replaceFile(file, with: Array(message.utf8))
    defer { try? FileManager.default.removeItem(atPath: file.string) }
    if let prepare {
      try await run(
        prepare, named: "prepare-commit-msg", arguments: [file.string, "message"], [:])
    }
    if let check { try await run(check, named: "commit-msg", arguments: [file.string], [:]) }
    return String(decoding: try FileSync.readFile(file) ?? [], as: UTF8.self)
  }

  /// Runs `post-commit`; whatever it does, the sync has landed.
  func postCommit() async {
    guard let hook = try? path(of: "post-commit") else { return }
    try? await run(hook, named: "post-commit", arguments: [], [:])
  }

  private func run(
    _ hook: FilePath, named name: SafeText, arguments: [String], _ variables: [String: String]
  ) async throws {
    var invocation = invocation(arguments)
    invocation.environment = variables.merging(["EDGESYNC_SYNC": "1"]) { first, _ in first }
    do {
      try await git.runHook(hook, invocation)
    } catch let GitError.command(_, status, output) {
      throw LandError.hookRefused(
        name: name, output: output.isEmpty ? status : output.joined(separator: " / "))
    }
  }

  private func invocation(_ arguments: [String]) -> GitInvocation {
    GitInvocation(arguments, gitFolder: edge.repository.gitFolder, folder: edge.root)
  }

  /// A hook's program, where it is there and may be run.
  private func path(of name: String) throws -> FilePath? {
    let path = try edge.answers().hooksFolder().appending(name)
    return path.withPlatformString { access($0, X_OK) } == 0 ? path : nil
  }
}
