import Foundation
import Git
import Rules
import SystemPackage
import Text

/// How git gets to upstream from the edge repo by what the user has configured there: their own rewriting of urls
/// (`insteadOf`), credentials, proxies and ssh.
///
/// The clone is another repository, with a configuration of edgesync's own: what counts in the edge repo alone, as
/// its own settings and files that are included for it, is handed on. Nothing of that is upstream's or the
/// manifest's.
struct UpstreamRoute: Sendable {
  /// Protocols that git may speak: the one that the url is reached by in the end.
  private let protocols: [String]
  /// Settings of the edge repo's that don't count in the clone by themselves.
  private let settings: [GitSetting]
  /// The user and the password that the user's rewriting puts into the url.
  private let credentials: String?

  /// Asks git for the way.
  init(to upstream: Upstream, by git: GitCommand) async throws {
    let answers = GitAnswers(of: upstream.gitFolder, in: upstream.root) { git }
    // Where nothing was fetched yet, edgesync's folder may not be there either.
    let folder = upstream.presentFolder
    settings = try answers.transportSettings(beyondThoseOf: upstream.folder, in: folder)
    var question = GitInvocation(
      ["ls-remote", "--get-url", "--end-of-options", upstream.address.url],
      gitFolder: upstream.folder, folder: folder)
    question.userSettings = settings
    question.settings = [("transfer.credentialsInUrl", "allow")]
    let output = String(decoding: try await git.run(question), as: UTF8.self)
    let url = output.hasSuffix("\n") ? String(output.dropLast()) : output
    let written = upstream.address
    let address = UpstreamAddress(url: url, branch: written.branch)
    switch address.transport {
    case .local: protocols = ["file"]
    case .remote(let scheme):
      // A helper program that the manifest can't name is the user's to name; the two that run any command or
      // take over open files need git's own permission, too.
      let needsPermission = url != written.url && ["ext", "fd"].contains(scheme)
      let isAllowed =
        try !needsPermission
        || ["always", "user"].contains(answers.setting("protocol.\(scheme).allow") ?? "")
      protocols = isAllowed ? [scheme] : []
    }
    credentials = url == written.url ? nil : Self.credentials(in: url)
  }

  /// Has a run of git's take this way.
  func apply(to invocation: inout GitInvocation) {
    invocation.protocols = protocols
    invocation.userSettings = settings
    if credentials != nil { invocation.settings.append(("transfer.credentialsInUrl", "allow")) }
  }

  /// What git said, without secrets.
  func masked(_ words: SafeText) -> SafeText {
    var text = words.string
    if let credentials, !credentials.isEmpty { text = text.replacing(credentials, with: "***") }
    return SafeText(URLSecrets.masked(text))
  }

  private static func credentials(in url: String) -> String? {
    guard let scheme = url.range(of: "://") else { return nil }
    let authority = url[scheme.upperBound...].prefix { $0 != "/" }
    return authority.lastIndex(of: "@").map { String(authority[..<$0]) }
  }
}
