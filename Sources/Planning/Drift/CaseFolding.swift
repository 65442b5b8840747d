import Foundation
import Git
import Rules
import Text

/// How the work tree's file system takes names: as they are, or without a difference between upper and
/// lower case.
struct CaseFolding {
  /// Whether two names that differ only in case are one file here.
  let isFolding: Bool

  /// Asks the file system itself: `core.ignoreCase` is what somebody wrote down, maybe elsewhere.
  init(_ workTree: WorkTree) {
    let manifest = Manifest.fileName
    isFolding = workTree.isOneFile(RepoPath(manifest), RepoPath(manifest.uppercased()))
  }

  /// What two paths have in common that are one file here.
  func key(_ path: RepoPath) -> RepoPath {
    guard isFolding else { return path }
    guard let text = String(validating: path.bytes, as: UTF8.self) else { return path }
    return RepoPath(text.lowercased().precomposedStringWithCanonicalMapping)
  }

  /// Paths that would be one file with another before them, in their order, each with that other.
  func clashes(_ paths: some Sequence<RepoPath>) -> [(path: RepoPath, other: RepoPath)] {
    guard isFolding else { return [] }
    var first: [RepoPath: RepoPath] = [:]
    var clashes: [(path: RepoPath, other: RepoPath)] = []
    for path in paths.sorted() {
      if let other = first[key(path)] {
        clashes.append((path, other))
      } else {
        first[key(path)] = path
      }
    }
    return clashes
  }
}
