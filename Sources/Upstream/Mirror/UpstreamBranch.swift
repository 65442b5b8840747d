import Git
import Rules
import SystemPackage
import Text

extension Upstream {
  /// The branch that upstream itself takes for its main one: what its HEAD names; nil where it doesn't
  /// say.
  package func defaultBranch(git: GitCommand, prompting: Prompting) async throws -> String? {
    if !isMirror {
      if case .branch(let name, _) = try open().head() { return Self.shortName(name) }
      return nil
    }
    var invocation = GitInvocation(
      ["ls-remote", "--symref", "--end-of-options", address.url, "HEAD"], gitFolder: folder,
      folder: folder.removingLastComponent())
    let route = try await UpstreamRoute(to: self, by: git)
    route.apply(to: &invocation)
    invocation.prompting = prompting
    do {
      let output = String(decoding: try await git.run(invocation), as: UTF8.self)
      let line = output.split(separator: "\n").first { $0.hasPrefix("ref: ") }
      return line.flatMap { $0.dropFirst(5).split(separator: "\t").first }
        .flatMap { Self.shortName(String($0)) }
    } catch let GitError.command(_, status, output) {
      throw UpstreamError.unreachable(
        url: address.shown, reason: route.masked(GitError.said(output, status)))
    }
  }

  private static func shortName(_ reference: String) -> String? {
    reference.hasPrefix("refs/heads/") ? String(reference.dropFirst(11)) : nil
  }
}
