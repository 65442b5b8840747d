import Git

/// A line that `init` proposes for a list of a mapping: a folder with everything in it, one file, or all files of a
/// kind.
package struct ProposedEntry: Hashable, Sendable {
  /// The folder's or file's path in the edge repo; of a kind, the mapping's folder.
  package let path: RepoPath
  /// The pattern, relative to the mapping's folder.
  package let pattern: String
  /// Whether it is a folder.
  package let isFolder: Bool
  /// The ending of the names of all files that it stands for; nil where it stands for a folder or a file.
  package private(set) var kind: [UInt8]?
  /// How many files it stands for.
  package private(set) var files = 1

  /// Files from which on all of a kind get one entry.
  private static let leastOfKind = 3

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

  /// The same entries, with one for all files of a kind in the place of theirs, where nothing of that kind was taken:
  /// what upstream adds of it later is left out as well.
  ///
  /// - Parameters:
  ///   - root: The mapping's folder.
  ///   - taken: Files that no entry may stand for.
  static func joiningKinds(
    _ entries: [ProposedEntry], in root: RepoPath, besides taken: [RepoPath]
  ) -> [ProposedEntry] {
    let kinds = Set(taken.compactMap(LeftOut.kind))
    var groups: [[UInt8]: Int] = [:]
    let kind = { (entry: ProposedEntry) -> [UInt8]? in
      guard !entry.isFolder, let kind = LeftOut.kind(of: entry.path), !kinds.contains(kind) else {
        return nil
      }
      return kind
    }
    for entry in entries { if let kind = kind(entry) { groups[kind, default: 0] += 1 } }
    groups = groups.filter { $0.value >= leastOfKind }
    var joined = entries.filter { kind($0).map { groups[$0] == nil } ?? true }
    for (kind, count) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      var entry = ProposedEntry(
        path: root, pattern: "*" + ManifestProposal.escaped(RepoPath(kind)), isFolder: false)
      entry.kind = kind
      entry.files = count
      joined.append(entry)
    }
    return joined
  }
}
