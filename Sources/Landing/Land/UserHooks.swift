import Foundation
import Git
import SystemPackage
import Text
import Upstream

/// The user's own hooks around a commit, asked for by name: what `git commit` would run.
struct UserHooks {
  private let edge: EdgeRepo
  private let git: GitCommand

  init(_ edge: EdgeRepo, git: GitCommand) {
    self.edge = edge
    self.git = git
  }

  /// Runs `pre-commit`, `prepare-commit-msg` and `commit-msg` where the files and the index are what would land,
  /// and gives the message as they leave it.
  ///
  /// - Throws: ``LandError`` where one refuses, or changes what would land.
  func beforeCommit(of tree: ObjectID, _ message: String) async throws -> String {
    let check = try path(of: "pre-commit")
    let ofMessage = try ["prepare-commit-msg", "commit-msg"].compactMap { name in
      try path(of: name).map { (name, $0) }
    }
    if check == nil, ofMessage.isEmpty { return message }
    let folder = try await HookFolder(tree, of: edge, git: git)
    // It is gone when nobody holds it.
    defer { withExtendedLifetime(folder) {} }
    if let check {
      try await run(check, named: "pre-commit", arguments: [], in: folder)
      guard try await folder.writtenTree(edge, git) == tree else {
        throw LandError.hookChanged(name: "pre-commit")
      }
    }
    if ofMessage.isEmpty { return message }
    let file = edge.workTreeState.entry("hook-message")
    try FileSync.replaceFile(file, with: Array(message.utf8))
    defer { try? FileManager.default.removeItem(atPath: file.string) }
    for (name, hook) in ofMessage {
      let arguments = name == "commit-msg" ? [file.string] : [file.string, "message"]
      try await run(hook, named: SafeText(name), arguments: arguments, in: folder)
    }
    return String(decoding: try FileSync.readFile(file) ?? [], as: UTF8.self)
  }

  /// Runs `post-commit`; whatever it does, the sync has landed.
  func postCommit() async {
    guard let hook = try? path(of: "post-commit") else { return }
    try? await run(hook, named: "post-commit", arguments: [], in: nil)
  }

  private func run(
    _ hook: FilePath, named name: SafeText, arguments: [String], in folder: HookFolder?
  ) async throws {
    var invocation = GitInvocation(
      arguments, gitFolder: edge.repository.gitFolder, folder: folder?.root ?? edge.root)
    invocation.environment = (folder?.variables ?? [:]).merging(["EDGESYNC_SYNC": "1"]) { $1 }
    do {
      try await git.runHook(hook, invocation)
    } catch let GitError.command(_, status, output) {
      throw LandError.hookRefused(
        name: name, output: GitError.said(output, status))
    }
  }

  /// A hook's program, where it is there and may be run.
  private func path(of name: String) throws -> FilePath? {
    let path = try edge.answers.hooksFolder().appending(name)
    return path.withPlatformString { access($0, X_OK) } == 0 ? path : nil
  }
}
