import Text

/// Makes a new tree from an old one by replacing some paths; everything else keeps its id.
package struct TreeEditor {
  private let repository: Repository
  private let store: ([UInt8]) throws(GitError) -> ObjectID

  /// An editor on trees of a repository.
  ///
  /// - Parameters:
  ///   - repository: Where the old tree is read from.
  ///   - store: Takes a new tree's bytes and gives their id.
  package init(
    _ repository: Repository, store: @escaping ([UInt8]) throws(GitError) -> ObjectID
  ) {
    self.repository = repository
    self.store = store
  }

  /// The id of the tree that has `changes` made in it.
  ///
  /// A folder left without entries goes; a file that stands where a folder has to be goes too, if the
  /// changes remove it.
  ///
  /// - Parameters:
  ///   - base: The old tree; nil for none.
  ///   - changes: What each path shall hold; nil to remove it.
  /// - Throws: ``GitError/malformed(object:reason:)`` where a path would be file and folder at once.
  package func edit(
    _ base: ObjectID?, _ changes: [RepoPath: TreeItem?]
  ) throws(GitError) -> ObjectID {
    let sorted = changes.map { (names: $0.key.names[...], item: $0.value) }
    if let root = try rebuild(base, sorted) { return root }
    return try store([])
  }

  private typealias Edit = (names: ArraySlice<ArraySlice<UInt8>>, item: TreeItem?)

  /// The new tree's id; nil where it would be empty.
  private func rebuild(_ base: ObjectID?, _ edits: [Edit]) throws(GitError) -> ObjectID? {
    var entries: [[UInt8]: TreeItem] = [:]
    if let base {
      for entry in try repository.tree(base) { entries[entry.name] = entry.item }
    }
    var deeper: [[UInt8]: [Edit]] = [:]
    var additions: [([UInt8], TreeItem)] = []
    for edit in edits {
      guard let first = edit.names.first else { continue }
      let name = Array(first)
      if edit.names.count > 1 {
        deeper[name, default: []].append((edit.names.dropFirst(), edit.item))
      } else if let item = edit.item {
        additions.append((name, item))
      } else if entries[name]?.mode != .folder {
        entries[name] = nil
      }
    }
    for (name, edits) in deeper {
      let folder = entries[name]
      if let folder, folder.mode != .folder {
        // Nothing lies below a file; to put something there, the file has to be removed.
        if edits.allSatisfy({ $0.item == nil }) { continue }
        throw clash(name)
      }
      let id = try rebuild(folder?.id, edits)
      entries[name] = id.map { TreeItem(mode: .folder, id: $0) }
    }
    for (name, item) in additions {
      if entries[name]?.mode == .folder { throw clash(name) }
      entries[name] = item
    }
    if entries.isEmpty { return nil }
    return try store(Self.bytes(of: entries))
  }

  private func clash(_ name: [UInt8]) -> GitError {
    .malformed(
      object: "the new tree",
      reason: "\(SafeText(bytes: name)) would be a file and a folder at once")
  }

  /// A tree object's bytes, entries in git's order.
  package static func bytes(of entries: [[UInt8]: TreeItem]) -> [UInt8] {
    let slash = UInt8(ascii: "/")
    let sorted = entries.map { name, item in
      (key: item.mode == .folder ? name + [slash] : name, name: name, item: item)
    }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    var bytes: [UInt8] = []
    for entry in sorted {
      bytes += Array(entry.item.mode.digits.utf8) + [UInt8(ascii: " ")] + entry.name + [0]
      bytes += entry.item.id.bytes
    }
    return bytes
  }
}
