import CGit2
import SystemPackage
import Text

/// An index as it stands in a file: a repository's own, or the one that git names to a hook.
package final class IndexFile {
  let handle: OpaquePointer

  /// Reads an index; a file that isn't there is an empty one, as git has it.
  package init(at path: FilePath) throws(GitError) {
    var index: OpaquePointer?
    let code = path.withPlatformString { git_index_open(&index, $0) }
    if code < 0 {
      throw RepositoryForm.failure(
        ofIndex: path, of: "this commit", "read the index \(path.text)", code: code)
    }
    guard let index else {
      throw .library(operation: "read the index \(path.text)", code: -1, words: lastWords())
    }
    handle = index
  }

  deinit {
    git_index_free(handle)
  }

  /// The entry at a path; nil where there is none or a conflict.
  package func item(at path: RepoPath) -> TreeItem? {
    let entry = path.withCString { git_index_get_bypath(handle, $0, 0) }
    guard let entry = entry?.pointee else { return nil }
    return TreeItem(mode: FileMode(canonical: entry.mode), id: ObjectID(entry.id))
  }
}

extension Repository {
  /// Where an index differs from a tree, at or below some paths.
  package func changes(
    in index: IndexFile, against tree: ObjectID?, under paths: [RepoPath]
  ) throws(GitError) -> [WorkChange] {
    try stagedChanges(in: index.handle, against: tree, under: paths)
  }
}
