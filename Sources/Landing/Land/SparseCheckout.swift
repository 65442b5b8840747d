import Git
import Rules
import SystemPackage

/// Which part of the files a sparse checkout wants in its work tree (git-sparse-checkout(1)).
struct SparseCheckout {
  /// The patterns of what is wanted; nil for a checkout that wants everything.
  private let patterns: [Pattern]?

  /// The sparse checkout of a work tree, as its settings and its own list of patterns say.
  init(of repository: Repository) throws(GitError) {
    guard try repository.flag("core.sparseCheckout") == true,
      let list = try FileSync.readFile(
        repository.gitFolder.entry("info/sparse-checkout"))
    else {
      patterns = nil
      return
    }
    // What cone mode writes is patterns too, and means the same read as such.
    patterns = list.split(separator: UInt8(ascii: "\n"))
      .compactMap { Pattern(String(decoding: $0, as: UTF8.self)) }
  }

  /// Whether a file isn't wanted: the last pattern that names it decides, else the last that names the
  /// nearest of its folders (git's `dir.c`, `path_in_sparse_checkout`).
  func leavesOut(_ path: RepoPath) -> Bool {
    guard let patterns else { return false }
    var part = path
    while !part.isRoot {
      let isFolder = part != path
      if let pattern = patterns.last(where: { $0.matches(part.bytes[...], isFolder: isFolder) }) {
        return pattern.isNegated
      }
      part = part.parent
    }
    return true
  }
}
