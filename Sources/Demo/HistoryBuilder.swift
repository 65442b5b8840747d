import Git
import SystemPackage
import Text

/// Builds a repository's history in memory and writes it as one pack: the same steps give the same ids.
final class HistoryBuilder {
  /// A file's content and mode.
  struct File {
    var bytes: [UInt8]
    var mode = FileMode.file
  }

  /// A state of the files, and the commit that holds it.
  struct Point {
    var commit: ObjectID?
    var files: [String: File] = [:]
  }

  private let repository: Repository
  private let pack: ObjectPack

  init(_ repository: Repository) throws {
    self.repository = repository
    pack = try ObjectPack(for: repository, from: nil)
  }

  /// Commits a state of the files.
  func commit(
    _ files: [String: File], parents: [ObjectID], author: Signature, message: String
  ) throws -> Point {
    var entries: [RepoPath: TreeItem?] = [:]
    for (path, file) in files {
      let blob = try pack.add(file.bytes, as: .blob)
      entries[RepoPath(path)] = .some(TreeItem(mode: file.mode, id: blob))
    }
    let editor = TreeEditor(repository) { [pack] (bytes) throws(GitError) in
      try pack.add(bytes, as: .tree)
    }
    let tree = try editor.edit(nil, entries)
    var text = "tree \(tree.hex)\n"
    for parent in parents { text += "parent \(parent.hex)\n" }
    text += "author \(author.line)\ncommitter \(author.line)\n\n\(message)\n"
    return Point(commit: try pack.add(Array(text.utf8), as: .commit), files: files)
  }

  /// Writes everything and points a branch at a commit.
  func finish(branch: String, at commit: ObjectID) throws {
    try pack.write()
    try repository.refreshObjects()
    try repository.setReference("refs/heads/" + branch, to: commit)
    try repository.checkOutHead()
  }
}
