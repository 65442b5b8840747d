import Git

/// Finds which of some folders a path lies in, without looking at each of them.
struct FolderIndex: Sendable {
  /// Folders that are looked at one by one, which is quicker for a few.
  private static let fewFolders = 8

  private let folders: [(index: Int, path: RepoPath)]
  private let places: [RepoPath: [Int]]
  /// The folders, and every folder that one of them lies in.
  private let ancestors: Set<RepoPath>

  /// An index of folders by their places in a list, ascending.
  init(_ folders: [(index: Int, path: RepoPath)]) {
    self.folders = folders
    guard folders.count > Self.fewFolders else {
      (places, ancestors) = ([:], [])
      return
    }
    var places: [RepoPath: [Int]] = [:]
    var ancestors: Set<RepoPath> = []
    for (index, path) in folders {
      places[path, default: []].append(index)
      var folder = path
      while ancestors.insert(folder).inserted, !folder.isRoot { folder = folder.parent }
    }
    (self.places, self.ancestors) = (places, ancestors)
  }

  /// The folders that are a path or that it lies in, by their places in the list, ascending.
  func containing(_ path: RepoPath) -> [Int] {
    if places.isEmpty { return folders.filter { path.isInside($0.path) }.map(\.index) }
    var found = places[path] ?? []
    var folder = path
    while !folder.isRoot {
      folder = folder.parent
      found += places[folder] ?? []
    }
    return found.sorted()
  }

  /// Whether a folder is one of them, lies in one, or one in it.
  func overlaps(_ path: RepoPath) -> Bool {
    if places.isEmpty {
      return folders.contains { $0.path.isInside(path) || path.isInside($0.path) }
    }
    return ancestors.contains(path) || !containing(path).isEmpty
  }
}
