import CGit2
import SystemPackage
import Text

/// What stands in a submodule's place in the work tree.
package enum SubmoduleCheckout {
  /// Nothing.
  case missing
  /// A folder without a file: the submodule was never initialised, or was put away again.
  case empty
  /// Its repository.
  case repository(Repository)
  /// Something else: a file, a link, or a folder that is no repository with its work tree there.
  case foreign
}

extension Repository {
  /// What stands in the place of the submodule at a path.
  package func submoduleCheckout(at path: RepoPath) throws(GitError) -> SubmoduleCheckout {
    let tree = try WorkTree(of: self)
    if tree.firstFile(on: path) != nil { return .foreign }
    let folder = tree.root.appending(path)
    guard let place = FileStat(at: folder) else { return .missing }
    guard FileStat(at: folder.entry(".git")) != nil else {
      return try tree.files(below: path).isEmpty ? .empty : .foreign
    }
    do throws(GitError) {
      let submodule = try Repository(at: folder)
      // Its git folder may say that its work tree is elsewhere: then writing there isn't this
      // repository's business.
      guard let root = submodule.workFolder, let found = FileStat(at: root),
        found.device == place.device, found.inode == place.inode
      else { return .foreign }
      return .repository(submodule)
    } catch .noRepository {
      return .foreign
    } catch {
      throw error
    }
  }

  /// Sets HEAD to a commit, off any branch.
  package func detachHead(at commit: ObjectID) throws(GitError) {
    var oid = commit.oid
    try check(
      git_repository_set_head_detached(handle, &oid),
      "set HEAD of \(location.text) to \(commit.short)")
  }
}
