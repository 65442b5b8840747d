import Git
import Rules
import SystemPackage
import Text

extension Upstream {
  /// A folder to ask git in, which is there: edgesync's own, or the edge repo's root where that isn't made yet.
  var presentFolder: FilePath { FileStat.modification(of: state) == nil ? root : state }

  /// What upstream answered where it was only asked which branches it has.
  package struct Reach: Hashable, Sendable {
    /// Whether it has the branch that is followed.
    package let hasBranch: Bool
    /// The branch that it takes for its main one; nil where it doesn't say.
    package let mainBranch: String?
  }

  /// Asks upstream for its branch with the user's credentials, asking nobody.
  ///
  /// - Parameter patience: How long it has for its answer.
  /// - Throws: ``UpstreamError/unreachable(url:reason:)`` with git's words, without secrets.
  package func reach(by git: GitCommand, within patience: Duration) async throws -> Reach {
    let route = try await UpstreamRoute(to: self, by: git)
    var question = GitInvocation(
      ["ls-remote", "--symref", "--end-of-options", address.url, "HEAD", address.reference],
      gitFolder: folder, folder: presentFolder)
    route.apply(to: &question)
    question.patience = patience
    do {
      let output = try await git.run(question)
      let lines = String(decoding: output, as: UTF8.self).split(separator: "\n")
      let main = lines.first { $0.hasPrefix("ref: refs/heads/") && $0.hasSuffix("\tHEAD") }
      return Reach(
        hasBranch: lines.contains { $0.hasSuffix("\t" + address.reference) },
        mainBranch: main.map { String($0.dropFirst("ref: refs/heads/".count).dropLast(5)) })
    } catch let GitError.command(_, status, output) {
      throw UpstreamError.unreachable(
        url: address.shown, reason: route.masked(GitError.said(output, status)))
    } catch let error as GitError {
      guard case .silent = error else { throw error }
      throw UpstreamError.unreachable(url: address.shown, reason: error.why)
    }
  }
}
