/// Tells what stands at some paths in tree after tree: each folder is opened once, however many of the paths
/// lead through it, and not at all where it was seen before.
package final class PathLookup {
  /// What is looked for in a folder that paths lead through.
  private struct Folder {
    var names: [Name] = []
    /// The names by their first bytes.
    var starts: [[Int]] = Array(repeating: [], count: 256)
    /// The places of the names.
    var places: [ArraySlice<UInt8>: Int] = [:]
    /// The places of the paths that lead through it.
    var paths: [Int] = []
  }

  private struct Name {
    let bytes: ArraySlice<UInt8>
    /// The places of the paths that end here.
    var paths: [Int] = []
    /// What is looked for below it; nil where no path leads further.
    var folder: Int?
  }

  private struct Key: Hashable {
    let folder: Int
    let tree: ObjectID
  }

  /// Names that are compared one by one.
  private static let fewNames = 16
  /// Items remembered at the most.
  private static let remembered = 1 << 16

  private let repository: Repository
  private let count: Int
  private var roots: [Int] = []
  private var folders: [Folder] = [Folder()]
  private var known: [Key: [TreeItem?]] = [:]
  private var knownItems = 0

  /// A lookup of some paths in a repository's trees.
  package init(_ paths: [RepoPath], in repository: Repository) {
    self.repository = repository
    count = paths.count
    for (place, path) in paths.enumerated() { add(path, at: place) }
  }

  /// What stands at each of the paths in a tree, in their order; nil where nothing does. The root is the tree
  /// itself.
  package func items(in tree: ObjectID) throws(GitError) -> [TreeItem?] {
    var found = [TreeItem?](repeating: nil, count: count)
    for place in roots { found[place] = TreeItem(mode: .folder, id: tree) }
    try look(in: tree, as: 0, &found)
    return found
  }

  private func add(_ path: RepoPath, at place: Int) {
    let names = path.names
    if names.isEmpty { roots.append(place) }
    var folder = 0
    for (depth, bytes) in names.enumerated() {
      folders[folder].paths.append(place)
      let name = nameIndex(bytes, in: folder)
      if depth == names.count - 1 {
        folders[folder].names[name].paths.append(place)
      } else if let next = folders[folder].names[name].folder {
        folder = next
      } else {
        folders.append(Folder())
        folders[folder].names[name].folder = folders.count - 1
        folder = folders.count - 1
      }
    }
  }

  private func nameIndex(_ bytes: ArraySlice<UInt8>, in folder: Int) -> Int {
    if let index = folders[folder].places[bytes] { return index }
    folders[folder].names.append(Name(bytes: bytes))
    let index = folders[folder].names.count - 1
    folders[folder].places[bytes] = index
    // No tree has an entry without a name.
    if let first = bytes.first { folders[folder].starts[Int(first)].append(index) }
    return index
  }

  private func look(
    in tree: ObjectID, as folder: Int, _ found: inout [TreeItem?]
  ) throws(GitError) {
    let wanted = folders[folder]
    guard !wanted.names.isEmpty else { return }
    let key = Key(folder: folder, tree: tree)
    if let items = known[key] {
      for (place, item) in zip(wanted.paths, items) { found[place] = item }
      return
    }
    for (name, item) in try entries(wanted, in: tree) {
      for place in name.paths { found[place] = item }
      if let next = name.folder, item.mode == .folder { try look(in: item.id, as: next, &found) }
    }
    if knownItems > Self.remembered {
      known.removeAll(keepingCapacity: true)
      knownItems = 0
    }
    known[key] = wanted.paths.map { found[$0] }
    knownItems += wanted.paths.count
  }

  /// The first entry of each wanted name.
  private func entries(
    _ wanted: Folder, in tree: ObjectID
  ) throws(GitError) -> [(name: Name, item: TreeItem)] {
    try repository.withObject(tree, .tree) { bytes throws(GitError) in
      var entries: [(name: Name, item: TreeItem)] = []
      var missing = Set(wanted.names.indices)
      var cursor = try TreeCursor(bytes)
      while !cursor.isAtEnd, !missing.isEmpty {
        let near = wanted.starts[Int(cursor.name[0])]
        // Many that begin alike are looked up; to compare a few is quicker.
        let index =
          near.count > Self.fewNames
          ? wanted.places[Array(cursor.name)[...]]
          : near.first { cursor.isNamed(wanted.names[$0].bytes) }
        if let index, missing.remove(index) != nil {
          entries.append((wanted.names[index], cursor.item))
        }
        try cursor.advance()
      }
      return entries
    }
  }
}
