import Foundation
import Subprocess
import SystemPackage
import Text

/// The `git` command line, for what needs the user's own set-up: fetch, signing, hooks.
///
/// Every child gets an argument array, full ref names, no `GIT_*` variable but for a list, no hook
/// unless asked for, no replace refs, and no protocol that wasn't asked for. What it prints is
/// captured and comes back as ``SafeText``.
package struct GitCommand: Sendable {
  /// The program, by its absolute path.
  package let program: FilePath
  /// The folders of `PATH` that programs of git's are looked for in, such as ssh.
  let path: String
  /// Where git shall look for hooks when none are to run: no folder, so that none can be put in it.
  private static let noFolder = "/dev/null"

  /// `GIT_*` variables that a child keeps, beside those that configure git: how the user reaches a server.
  private static let keptVariables: Set<String> = [
    "GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSH_VARIANT", "GIT_ASKPASS", "GIT_HTTP_USER_AGENT",
    "GIT_SSL_NO_VERIFY", "GIT_SSL_CAINFO", "GIT_PROXY_COMMAND", "GIT_HTTP_PROXY_AUTHMETHOD",
  ]

  /// Finds git in the absolute folders of `PATH` that lie outside some folders.
  ///
  /// - Parameter folders: Repositories, whose content must not choose the program.
  package init(outside folders: [FilePath]) throws(GitError) {
    let search = ProgramSearch(outside: folders)
    guard let found = search.find("git") else { throw .noGitCommand }
    program = found
    path = search.path
  }

  /// Runs git and gives what it printed; where the terminal can be lent, only for what failed without.
  ///
  /// - Parameters:
  ///   - invocation: What to run and where.
  ///   - progress: Called with each line of standard error as it comes, those that git overwrites
  ///     included.
  /// - Throws: ``GitError/command(words:status:output:)`` where it ends with anything but 0,
  ///   ``GitError/silent(words:seconds:)`` where the invocation's patience ran out.
  @discardableResult
  package func run(
    _ invocation: GitInvocation, progress: (@Sendable (SafeText) -> Void)? = nil
  ) async throws -> [UInt8] {
    guard case .lent(let lender) = invocation.prompting else {
      return try await runOnce(invocation, progress: progress)
    }
    var silent = invocation
    silent.prompting = .never
    do {
      return try await runOnce(silent, progress: progress)
    } catch let error as GitError where Self.wantsAnswer(error, invocation) {
      var asking = invocation
      asking.prompting = .atTerminal
      asking.patience = nil
      return try await lender.lend { [asking] in try await runOnce(asking, progress: progress) }
    }
  }

  /// What git and ssh say where they could ask nobody.
  private static let wordsOfUnasked = [
    "terminal prompts disabled", "could not read Username", "could not read Password",
    "Permission denied", "Host key verification failed", "passphrase",
  ]

  /// Whether a run may have failed for want of an answer.
  private static func wantsAnswer(_ error: GitError, _ invocation: GitInvocation) -> Bool {
    switch error {
    case .command(_, _, let output):
      invocation.asksInSilence
        || output.contains { line in wordsOfUnasked.contains { line.string.contains($0) } }
    case .silent: invocation.asksInSilence
    default: false
    }
  }

  private func runOnce(
    _ invocation: GitInvocation, progress: (@Sendable (SafeText) -> Void)?
  ) async throws -> [UInt8] {
    var environment = environment(of: invocation)
    // What git says is read here too, so it has to say it in English; hooks keep the user's language.
    // Hooks find what the user's own `git` would let them find.
    if !invocation.runsHooks {
      environment = environment.updating(["LC_ALL": "C", "PATH": path])
    }
    if !invocation.prompting.canAsk { environment = environment.updating(Self.unattended) }
    return try await run(
      program, arguments(of: invocation), environment, invocation,
      words: SafeText("git " + (invocation.arguments.first ?? "")),
      saysWhyOnOutput: invocation.saysWhyOnOutput, progress: progress)
  }

  /// Runs a hook of the user's as git would: in the work tree, with the repository in its environment.
  ///
  /// - Throws: ``GitError/command(words:status:output:)`` where it ends with anything but 0.
  package func runHook(_ hook: FilePath, _ invocation: GitInvocation) async throws {
    _ = try await run(
      hook, invocation.arguments, environment(of: invocation), invocation,
      words: "hook \(hook.text)", saysWhyOnOutput: true, progress: nil)
  }

  private func run(
    _ program: FilePath, _ arguments: [String], _ environment: Environment,
    _ invocation: GitInvocation, words: SafeText, saysWhyOnOutput: Bool = false,
    progress: (@Sendable (SafeText) -> Void)?
  ) async throws -> [UInt8] {
    var run = ProgramRun(
      program: program, arguments: arguments, environment: environment,
      folder: invocation.folder, input: invocation.input,
      isInteractive: invocation.prompting.canAsk, saysWhyOnOutput: saysWhyOnOutput, words: words)
    run.patience = invocation.patience
    run.fills = invocation.fills
    return try await run.run(progress: progress)
  }

  /// What keeps git, ssh and gpg from asking in a window, or on a terminal that a variable names: nobody is
  /// there. An askpass program that a person has forced ssh to use answers by itself.
  private static let unattended: [Environment.Key: String?] = {
    var updates: [Environment.Key: String?] = [
      "GIT_TERMINAL_PROMPT": "0", "GPG_TTY": nil, "DISPLAY": nil,
      "WAYLAND_DISPLAY": nil,
    ]
    if ProcessInfo.processInfo.environment["SSH_ASKPASS_REQUIRE"] != "force" {
      updates["SSH_ASKPASS_REQUIRE"] = "never"
    }
    return updates
  }()

  private func arguments(of invocation: GitInvocation) -> [String] {
    var settings: [(String, String)] = [
      ("color.ui", "false"), ("core.fsmonitor", "false"), ("core.fsync", "all"),
      ("core.fsyncMethod", "fsync"), ("core.pager", "cat"), ("gc.autoDetach", "false"),
      ("submodule.recurse", "false"),
      ("transfer.bundleURI", "false"), ("transfer.credentialsInUrl", "die"),
    ]
    if !invocation.runsHooks { settings.append(("core.hooksPath", Self.noFolder)) }
    settings += invocation.settings
    return settings.flatMap { ["-c", "\($0.0)=\($0.1)"] } + ["--no-pager"] + invocation.arguments
  }

  private func environment(of invocation: GitInvocation) -> Environment {
    var updates: [Environment.Key: String?] = [:]
    for name in ProcessInfo.processInfo.environment.keys
    where name.hasPrefix("GIT_") && !Self.keptVariables.contains(name) && !Self.isSetting(name) {
      updates[Environment.Key(stringLiteral: name)] = .some(nil)
    }
    updates["GIT_NO_REPLACE_OBJECTS"] = "1"
    updates["GIT_ATTR_NOSYSTEM"] = "1"
    updates["GIT_OPTIONAL_LOCKS"] = "0"
    updates["GIT_DIR"] = invocation.gitFolder.string
    updates["GIT_ALLOW_PROTOCOL"] = invocation.protocols.joined(separator: ":")
    if !invocation.userSettings.isEmpty {
      var count = Int(ProcessInfo.processInfo.environment["GIT_CONFIG_COUNT"] ?? "") ?? 0
      for setting in invocation.userSettings {
        updates[Environment.Key(stringLiteral: "GIT_CONFIG_KEY_\(count)")] = setting.key
        updates[Environment.Key(stringLiteral: "GIT_CONFIG_VALUE_\(count)")] = String(
          decoding: setting.value, as: UTF8.self)
        count += 1
      }
      updates["GIT_CONFIG_COUNT"] = String(count)
    }
    for (name, value) in invocation.environment {
      updates[Environment.Key(stringLiteral: name)] = .some(value)
    }
    guard invocation.isBare else { return .inherit.updating(updates) }
    let kept = ProcessInfo.processInfo.environment.filter {
      Self.bareVariables.contains($0.key)
    }
    return .custom(
      Dictionary(
        uniqueKeysWithValues: kept.map { (Environment.Key(stringLiteral: $0.key), $0.value) })
    ).updating(updates)
  }

  /// What a child keeps that gets nothing secret.
  private static let bareVariables: Set<String> = [
    "HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "TZ",
  ]
}
