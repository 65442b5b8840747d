import Git
import SystemPackage
import Text

/// Upstream as it can be read: in place for a local path, else edgesync's own bare clone of it.
package struct Upstream: Sendable {
  /// Where it is.
  package let address: UpstreamAddress
  /// The folder of the repository that is read.
  package let folder: FilePath
  /// Whether that is edgesync's own clone, which has to be fetched.
  package let isMirror: Bool

  /// Upstream as an edge repo names it.
  ///
  /// - Parameters:
  ///   - address: The manifest's address.
  ///   - root: The edge repo's root, from which a relative path is taken.
  ///   - state: edgesync's folder in the edge repo, where the clone is kept.
  package init(_ address: UpstreamAddress, root: FilePath, state: FilePath) {
    self.address = address
    if let local = address.localFolder(from: root) {
      folder = local
      isMirror = false
    } else {
      folder = state.appending("mirror.git")
      isMirror = true
    }
  }

  /// Opens the repository that is read; a handle for one thread.
  package func open() throws -> Repository {
    do throws(GitError) {
      return try Repository(at: folder)
    } catch .noRepository where isMirror {
      throw UpstreamError.neverFetched(url: SafeText(address.url))
    } catch .noRepository {
      throw UpstreamError.notFound(path: folder.text, reason: "there is no git repository")
    } catch {
      throw error
    }
  }

  /// The commit at the branch's tip.
  package func tip(in repository: Repository) throws -> ObjectID {
    guard let id = try repository.reference(address.reference) else {
      if isMirror, try repository.references(startingWith: "refs/heads/").isEmpty {
        throw UpstreamError.neverFetched(url: SafeText(address.url))
      }
      throw UpstreamError.noBranch(branch: SafeText(address.branch), url: SafeText(address.url))
    }
    guard (try? repository.commit(id)) != nil else {
      throw UpstreamError.notACommit(branch: SafeText(address.branch))
    }
    return id
  }
}
