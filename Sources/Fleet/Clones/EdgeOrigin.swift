import Foundation
import Git
import Rules
import SystemPackage
import Text

/// What an edge repo's clone is made from, is fetched from and pushes to.
///
/// Of a checkout that is its own `origin`, so that what is offered goes where the checkout's own pushes go, and what
/// somebody works on in it is neither taken nor touched. A checkout without an `origin`, and a bare repo, are cloned
/// themselves.
struct EdgeOrigin: Sendable {
  /// What git clones.
  let url: String
  /// What a relative `upstream.url` is taken from: the repo that is cloned, where that is on this machine; nil for the
  /// clone itself.
  let root: FilePath?
  /// The protocol that git may speak.
  let protocols: [String]

  /// Finds it.
  init(of edge: FleetEdge, by git: GitCommand, in folder: FilePath) async throws {
    var found = edge.source
    if let path = edge.path {
      root = path
      found = try await Self.origin(of: path, by: git) ?? path.string
    } else {
      root = UpstreamAddress(url: found, branch: "main").localFolder(from: FilePath("/"))
    }
    // git's own answer, as the user's configuration may rewrite it.
    let question = GitInvocation(
      ["ls-remote", "--get-url", "--end-of-options", found], gitFolder: folder, folder: folder)
    let output = String(decoding: try await git.run(question), as: UTF8.self)
    let reached = UpstreamAddress(url: String(output.dropLast()), branch: "main")
    if let (reason, _) = UpstreamAddress(url: found, branch: "main").urlRefusal {
      throw EdgeCloneError.badOrigin(edge.shownSource, reason: reason)
    }
    switch reached.transport {
    case .local: protocols = ["file"]
    case .remote(let scheme): protocols = ["ext", "fd"].contains(scheme) ? [] : [scheme]
    }
    url = found
  }

  private static func repository(at path: FilePath) throws -> Repository {
    do throws(GitError) {
      return try Repository(at: path)
    } catch .noRepository {
      throw EdgeCloneError.noRepository(path.text)
    } catch {
      throw error
    }
  }

  /// The url of a checkout's remote; nil where it has none, or is bare.
  private static func origin(of path: FilePath, by git: GitCommand) async throws -> String? {
    let repository = try repository(at: path)
    guard let root = repository.workFolder, try repository.setting("remote.origin.url") != nil
    else { return nil }
    let question = GitInvocation(
      ["remote", "get-url", "origin"], gitFolder: repository.gitFolder, folder: root)
    let output = String(decoding: try await git.run(question), as: UTF8.self)
    let url = output.split(separator: "\n").first.map(String.init) ?? ""
    return UpstreamAddress(url: url, branch: "main").localFolder(from: root)?.string ?? url
  }
}
