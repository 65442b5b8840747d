import Git
import Rules
import SystemPackage
import Text
import Upstream

/// A submodule of a repo that isn't an edge repo yet: where it stands, and where `.gitmodules` has it
/// from.
package struct SubmoduleSource: Sendable {
  /// Its path in the edge repo.
  package let path: RepoPath
  /// The commit that HEAD has it at.
  package let pin: ObjectID
  /// What `.gitmodules` says of it.
  package let settings: SubmoduleSettings

  /// Finds the submodule at a path.
  ///
  /// - Throws: ``InitError`` where HEAD has none there; ``PlanError`` where `.gitmodules` doesn't know it.
  package init(at path: RepoPath, in repository: Repository) throws {
    let head = try repository.head().commit.map { try repository.commitTree($0) } ?? .emptyTree
    guard let item = try repository.item(at: path, in: head), item.mode == .gitlink else {
      let others = try repository.files(of: head).filter { $0.item.mode == .gitlink }
      throw InitError.noSubmodule(path, others: others.map(\.path.text))
    }
    guard let settings = try repository.submoduleSettings(at: path), settings.url != nil else {
      throw PlanError.noSubmodule(path, url: "URL")
    }
    self.path = path
    pin = item.id
    self.settings = settings
  }

  /// The url to write as `upstream.url`: as `.gitmodules` has it where that means the same from the edge
  /// repo's root, else as git resolves it.
  ///
  /// - Throws: ``InitError/submoduleURL(reason:)`` where it can't be used.
  package func upstreamURL(in repository: Repository, root: FilePath) throws -> String {
    let url = settings.url ?? ""
    let resolved: String
    do {
      resolved = try repository.resolvedSubmoduleURL(url)
    } catch {
      throw InitError.submoduleURL(reason: error.message)
    }
    let written = UpstreamAddress(url: url, branch: "")
    let meant = UpstreamAddress(url: resolved, branch: "")
    let address = written.isSamePlace(as: meant, from: root) ? written : meant
    // The url isn't repeated: it may hold a secret.
    if let (reason, _) = address.urlRefusal { throw InitError.submoduleURL(reason: reason) }
    return address.url
  }

  /// What isn't as a fresh clone has it, in a sync's way or worth knowing.
  package func remarks(in repository: Repository) throws -> [SafeText] {
    let found = try SubmoduleVerifier(repository, at: path, pin: pin).verify()
    return found.blockers.map { "\($0.text). \($0.remedy)" } + (found.remark.map { [$0] } ?? [])
  }
}
