import Git

/// A line that `init` proposes for a list of a mapping: a folder with everything in it, or one file.
package struct ProposedEntry: Hashable, Sendable {
  /// The folder's or file's path in the edge repo.
  package let path: RepoPath
  /// The pattern, relative to the mapping's folder.
  package let pattern: String
  /// Whether it is a folder.
  package let isFolder: Bool
  /// How many files it stands for.
  package private(set) var files = 1

  /// Entries that name exactly some files: a folder where everything in it is named, else a file.
  ///
  /// - Parameters:
  ///   - paths: The files, sorted.
  ///   - root: The mapping's folder; patterns are relative to it.
  ///   - others: Files and folders that no entry may stand for.
  static func entries(
    _ paths: [RepoPath], in root: RepoPath, besides others: [RepoPath]
  ) -> [ProposedEntry] {
    var blocked: Set<RepoPath> = []
    for other in others {
      var folder = other
      while !folder.isRoot, folder != root {
        folder = folder.parent
        if !blocked.insert(folder).inserted { break }
      }
    }
    var entries: [ProposedEntry] = []
    var known: [RepoPath: Int] = [:]
    for path in paths {
      // The outermost folder that holds nothing else.
      var entry = path
      var folder = path.parent
      while folder != root, !folder.isRoot, folder.isInside(root), !blocked.contains(folder) {
        entry = folder
        folder = folder.parent
      }
      if let index = known[entry] {
        entries[index].files += 1
        continue
      }
      guard let relative = entry.relative(to: root) else { continue }
      known[entry] = entries.count
      let name = relative.isRoot ? RepoPath(entry.name) : relative
      let isFolder = entry != path
      entries.append(
        ProposedEntry(
          path: entry, pattern: "/" + ManifestProposal.escaped(name) + (isFolder ? "/" : ""),
          isFolder: isFolder))
    }
    return entries
  }
}
