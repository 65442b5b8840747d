import Foundation
import Git
import Rules
import Text
import Upstream

/// The remote that the edge repo's branches are pushed to, through the git command line, so that the
/// user's credentials, ssh settings and `pre-push` hook are what they are for `git push`.
package struct EdgeRemote: Sendable {
  /// Its name.
  package let name: String
  /// The url that is pushed to, without a password or token.
  package let url: String
  /// The short name of the branch there that the current branch goes to.
  package let branch: String
  /// The url that names the repository at its forge: what is pushed to, or where that is a path, as with
  /// `insteadOf`, what the configuration writes.
  private let forgeURL: String
  private let secret: Secret?
  private let edge: GitInvocation
  private let git: GitCommand

  /// Credentials that the remote's url carries, as some build servers put them there.
  private struct Secret: Sendable {
    let user: String
    let password: String
  }

  /// Finds the remote of a branch as `git push` would: `branch.NAME.pushRemote`, `remote.pushDefault`,
  /// `branch.NAME.remote`, else `origin`; nil where there is none.
  ///
  /// - Parameters:
  ///   - reference: The branch's full name.
  ///   - prompting: Whether git may ask at the terminal, for credentials or a passphrase.
  /// - Throws: ``OfferError/badRemote(name:reason:)`` where its url can't be used,
  ///   ``OfferError/badRemoteName(_:)`` where its name can't.
  package init?(
    of edge: EdgeRepo, for reference: String, git: GitCommand, prompting: Prompting
  ) async throws {
    let (repository, answers) = (edge.repository, edge.answers)
    let short = String(reference.dropFirst("refs/heads/".count))
    var names: [String] = []
    for key in ["branch.\(short).pushRemote", "remote.pushDefault", "branch.\(short).remote"] {
      if let name = try answers.setting(key), name != "." { names.append(name) }
    }
    let name = names.first ?? "origin"
    guard let written = try answers.setting("remote.\(name).url") else { return nil }
    guard UpstreamAddress.isBranchName(name) else {
      throw OfferError.badRemoteName(URLSecrets.masked(url: name))
    }
    var invocation = GitInvocation(
      ["remote", "get-url", "--push", name], gitFolder: repository.gitFolder, folder: edge.root)
    // What it pushes to is the user's own setting, and so are the credentials in it.
    invocation.settings = [
      ("push.followTags", "false"), ("push.recurseSubmodules", "no"),
      ("transfer.credentialsInUrl", "allow"),
    ]
    let output = String(decoding: try await git.run(invocation), as: UTF8.self)
    let url = output.split(separator: "\n").first.map(String.init) ?? ""
    let (clean, secret) = Self.split(url)
    let address = UpstreamAddress(url: clean, branch: short)
    if let (reason, _) = address.urlRefusal {
      throw OfferError.badRemote(name: name, reason: reason)
    }
    if case .remote(let scheme) = address.transport {
      invocation.protocols = [scheme]
      forgeURL = clean
    } else {
      invocation.protocols = ["file"]
      forgeURL = Self.split(written).url
    }
    invocation.arguments = []
    invocation.prompting = prompting
    if let secret {
      // Out of the command line, where other users of the machine could read it.
      invocation.environment = [
        "EDGESYNC_REMOTE_USER": secret.user, "EDGESYNC_REMOTE_PASSWORD": secret.password,
      ]
      invocation.settings += [
        ("credential.helper", ""),
        (
          "credential.helper",
          "!f() { echo \"username=$EDGESYNC_REMOTE_USER\"; echo \"password=$EDGESYNC_REMOTE_PASSWORD\"; }; f"
        ),
      ]
    }
    let merge = try answers.setting("branch.\(short).merge")
    branch = merge.flatMap { $0.hasPrefix("refs/heads/") ? String($0.dropFirst(11)) : nil } ?? short
    self.name = name
    self.url = clean
    self.secret = secret
    self.edge = invocation
    self.git = git
  }

  /// Where the forge is.
  package var forgeAddress: UpstreamAddress { UpstreamAddress(url: forgeURL, branch: branch) }

  /// Where a branch stands there; nil where it isn't there.
  ///
  /// - Parameter branch: The branch's short name.
  package func tip(of branch: String) async throws -> ObjectID? {
    let output = try await run(["ls-remote", "--end-of-options", target, "refs/heads/" + branch])
    // A name may end others as well: only the line of this very one counts.
    for line in output.split(separator: 0x0A) {
      let parts = line.split(separator: 0x09, maxSplits: 1)
      if parts.count == 2, parts[1].elementsEqual("refs/heads/\(branch)".utf8) {
        return ObjectID(hex: parts[0])
      }
    }
    return nil
  }

  /// Brings the objects of a branch there, and moves no ref.
  package func fetch(_ branch: String) async throws {
    _ = try await run([
      "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules",
      "--no-auto-maintenance", "--refmap=", "--end-of-options", target, "refs/heads/" + branch,
    ])
  }

  /// Pushes a commit to a branch or another ref there.
  ///
  /// - Parameters:
  ///   - commit: The commit.
  ///   - reference: The ref's full name.
  ///   - lease: What the ref has to lead to there for it to be overwritten; nil to only move it forward.
  ///     An inner nil says that it mustn't be there.
  ///   - options: Push options, for the forge.
  package func push(
    _ commit: ObjectID, to reference: String, lease: ObjectID?? = nil, options: [String] = []
  ) async throws {
    var arguments = ["push", "--quiet", "--porcelain", "--no-recurse-submodules"]
    if let lease {
      arguments.append("--force-with-lease=\(reference):\(lease?.hex ?? "")")
    }
    for option in options { arguments += ["-o", oneLine(option)] }
    arguments += ["--end-of-options", target, "\(commit.hex):\(reference)"]
    _ = try await run(arguments, runsHooks: true)
  }

  /// The remote by its name, so that all its settings count; by its url where that must not be seen.
  private var target: String { secret == nil ? name : url }

  private func run(_ arguments: [String], runsHooks: Bool = false) async throws -> [UInt8] {
    var invocation = edge
    invocation.arguments = arguments
    invocation.runsHooks = runsHooks
    // A refused ref stands on standard output, in what is made for programs, and nowhere else.
    invocation.saysWhyOnOutput = arguments.first == "push"
    do {
      return try await git.run(invocation)
    } catch let GitError.command(_, status, output) {
      let words = GitError.said(output, status)
      throw OfferError.remoteFailed(
        name: name, operation: SafeText(arguments.first ?? ""), reason: masked(words))
    }
  }

  /// A message without the password, should a server or a hook repeat it.
  private func masked(_ words: SafeText) -> SafeText {
    guard let secret, !secret.password.isEmpty else { return words }
    return SafeText(words.string.replacing(secret.password, with: "***"))
  }

  /// A url without its credentials, and those.
  private static func split(_ url: String) -> (url: String, secret: Secret?) {
    guard let scheme = url.range(of: "://") else { return (url, nil) }
    let authority = url[scheme.upperBound...].prefix { $0 != "/" }
    guard url.lowercased().hasPrefix("http"), let at = authority.lastIndex(of: "@") else {
      return (url, nil)
    }
    let parts = authority[..<at].split(separator: ":", maxSplits: 1).map {
      String($0).removingPercentEncoding ?? String($0)
    }
    let clean = url[..<scheme.upperBound] + url[url.index(after: at)...]
    return (
      String(clean), Secret(user: parts.first ?? "", password: parts.count > 1 ? parts[1] : "")
    )
  }
}
