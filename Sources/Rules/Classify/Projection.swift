import Git
import Text

/// What of an upstream tree belongs in the edge repo.
package final class Projector {
  /// A file that upstream owns.
  package struct SyncedFile: Hashable, Sendable {
    /// Its path upstream.
    package let upstreamPath: RepoPath
    /// What it is.
    package let item: TreeItem
    /// The mapping's place in the manifest.
    package let mapping: Int
  }

  /// A mapping's synced files as one tree.
  package struct Projection: Hashable, Sendable {
    /// The tree's id.
    package let tree: ObjectID
    /// How many files it holds.
    package let files: Int
  }

  private struct Key: Hashable {
    let tree: ObjectID
    /// The folder's path where patterns could tell its files apart; nil where they can't.
    let path: RepoPath?
    let mapping: Int
  }

  /// Files, and folders, of one mapping at the most.
  package static let maximumFiles = Repository.maximumTreeEntries

  private let upstream: Repository
  private let classifier: Classifier
  private var known: [Key: Projection] = [:]
  private var size: TreeSize

  /// A projector of an upstream repository's trees by a classifier's rules.
  package init(_ upstream: Repository, _ classifier: Classifier) {
    self.upstream = upstream
    self.classifier = classifier
    size = TreeSize(upstream)
  }

  /// The tree that holds exactly a mapping's synced files, laid out as under `to`.
  ///
  /// Nothing is written; ids are what `git write-tree` would give. Folders seen before aren't opened
  /// again.
  package func project(_ mapping: Int, of tree: ObjectID) throws(GitError) -> Projection {
    let rules = classifier.manifest.mappings[mapping]
    guard let item = try upstream.item(at: rules.from, in: tree) else {
      return Projection(tree: .emptyTree, files: 0)
    }
    guard item.mode == .folder else {
      guard classifier.isSynced(rules.from, mapping: mapping) else {
        return Projection(tree: .emptyTree, files: 0)
      }
      let name = Array(rules.to.isRoot ? rules.from.name : rules.to.name)
      return Projection(
        tree: try Repository.hash(TreeEditor.bytes(of: [name: item]), as: .tree), files: 1)
    }
    // Where patterns tell files apart, a folder is gone into wherever it stands.
    try size.refuseTooLarge(item.id, at: rules.from.text)
    let isWhole = classifier.takesEverything(rules)
    return try project(
      item.id, at: rules.from, mapping: mapping, isWhole: isWhole, depth: 0)
      ?? Projection(tree: .emptyTree, files: 0)
  }

  private func project(
    _ tree: ObjectID, at path: RepoPath, mapping: Int, isWhole: Bool, depth: Int
  ) throws(GitError) -> Projection? {
    let key = Key(tree: tree, path: isWhole ? nil : path, mapping: mapping)
    if let projection = known[key] { return projection.files == 0 ? nil : projection }
    guard depth < Repository.maximumTreeDepth else {
      throw .tooLarge(
        object: "the upstream folder \(path.text)",
        limit: "folders lie more than \(Repository.maximumTreeDepth) deep")
    }
    guard known.count < Self.maximumFiles else {
      throw .tooLarge(
        object: "the upstream folder \(path.text)", limit: "over \(Self.maximumFiles) folders")
    }
    var entries: [[UInt8]: TreeItem] = [:]
    var files = 0
    for entry in try upstream.tree(tree) {
      let child = path.appending(entry.name)
      if entry.item.mode == .folder {
        let folder = try project(
          entry.item.id, at: child, mapping: mapping, isWhole: isWhole, depth: depth + 1)
        guard let folder else { continue }
        entries[entry.name] = TreeItem(mode: .folder, id: folder.tree)
        files += folder.files
      } else if isWhole || classifier.isSynced(child, mapping: mapping) {
        entries[entry.name] = entry.item
        files += 1
      }
      guard files <= Self.maximumFiles else {
        throw .tooLarge(
          object: "the upstream folder \(path.text)", limit: "over \(Self.maximumFiles) files")
      }
    }
    let projection = Projection(
      tree: try Repository.hash(TreeEditor.bytes(of: entries), as: .tree), files: files)
    known[key] = projection
    return files == 0 ? nil : projection
  }

  /// Every synced file of an upstream tree, by its path in the edge repo.
  ///
  /// - Parameter skipped: Mappings whose files don't count, by their places in the manifest.
  /// - Throws: ``ManifestError/claimedTwice(path:first:second:line:)`` where two mappings put a file
  ///   in one place, or one puts a file where another needs a folder;
  ///   ``ManifestError/namelessFile(mapping:from:line:)`` where one gives a file no name.
  package func syncedFiles(
    of tree: ObjectID, skipping skipped: Set<Int> = []
  ) throws -> [RepoPath: SyncedFile] {
    var files: [RepoPath: SyncedFile] = [:]
    for (index, mapping) in classifier.manifest.mappings.enumerated()
    where !skipped.contains(index) {
      guard let item = try upstream.item(at: mapping.from, in: tree) else { continue }
      if item.mode != .folder, mapping.to.isRoot {
        throw ManifestError.namelessFile(
          mapping: SafeText(mapping.name), from: mapping.from.text, line: mapping.line)
      }
      var found: [(path: RepoPath, item: TreeItem)] = [(mapping.from, item)]
      if item.mode == .folder {
        // Counting first keeps a tree that repeats itself from filling the memory.
        let count = try project(index, of: tree).files
        found =
          count == 0
          ? [] : try upstream.files(of: item.id, at: mapping.from, limit: Self.maximumFiles)
      }
      for file in found where classifier.isSynced(file.path, mapping: index) {
        guard let path = mapping.edgePath(of: file.path) else { continue }
        if let other = files[path] {
          throw claim(on: path, by: other.mapping, and: index)
        }
        files[path] = SyncedFile(upstreamPath: file.path, item: file.item, mapping: index)
      }
    }
    if classifier.manifest.mappings.count > 1 { try refuseClashes(files) }
    return files
  }

  /// Refuses a file of one mapping where another needs a folder.
  private func refuseClashes(_ files: [RepoPath: SyncedFile]) throws {
    for (path, file) in files {
      var folder = path.parent
      while !folder.isRoot {
        if let other = files[folder] {
          throw claim(on: folder, by: other.mapping, and: file.mapping)
        }
        folder = folder.parent
      }
    }
  }

  private func claim(on path: RepoPath, by first: Int, and second: Int) -> ManifestError {
    let mappings = classifier.manifest.mappings
    return .claimedTwice(
      path: path.text, first: SafeText(mappings[first].name),
      second: SafeText(mappings[second].name), line: mappings[second].line)
  }
}

extension Classifier {
  /// Whether a mapping syncs an upstream file.
  package func isSynced(_ upstreamPath: RepoPath, mapping: Int) -> Bool {
    placements(of: upstreamPath).contains { $0.mapping == mapping && $0.group == .synced }
  }
}
