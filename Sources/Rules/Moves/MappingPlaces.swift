import Git
import Locks

/// Where each mapping's files stand in upstream's trees: at the manifest's `from`, or where a move has them in others.
///
/// What is found out holds for all that look at one edge repo, on whichever threads.
package final class MappingPlaces: Sendable {
  /// A folder, or a file, of a mapping that one commit has and its parent doesn't, or the reverse.
  package struct Move: Hashable, Sendable {
    /// The mapping's place in the manifest.
    package let mapping: Int
    /// Where the files stood before.
    package let from: RepoPath
    /// Where they stand after; nil where that is no one place.
    package let to: RepoPath?
    /// What of them stands where.
    package let found: MoveSearch.Found
    /// The commit that moved them; nil where only two trees were compared.
    package let commit: ObjectID?
  }

  /// What stands at a mapping's place in a tree.
  package struct Placed: Hashable {
    package let item: TreeItem
    package let path: RepoPath
  }

  /// All that is known of the places at one moment.
  package struct Snapshot {
    /// The places of each mapping, the manifest's own first.
    package let paths: [[RepoPath]]
    /// Whether each mapping is one of a folder; nil where that isn't known.
    fileprivate let isFolder: [Bool?]
    /// How much had been found out.
    package let count: Int

    /// Which of some items, one for each of ``paths``, is a mapping's; nil for none.
    package func choose(_ items: [TreeItem?]) -> [Placed?] {
      var next = 0
      return paths.indices.map { mapping in
        let start = next
        next += paths[mapping].count
        for (offset, path) in paths[mapping].enumerated() {
          if let item = items[start + offset], MappingPlaces.isThere(item, isFolder[mapping]) {
            return Placed(item: item, path: path)
          }
        }
        return nil
      }
    }
  }

  private struct State {
    var paths: [[RepoPath]]
    var isFolder: [Bool?]
    var count = 0
    var moves: [Move] = []
    var searched: Set<Search> = []
  }

  private struct Search: Hashable {
    let mapping: Int
    let path: RepoPath
    let old: ObjectID
    let new: ObjectID
  }

  /// The manifest.
  package let manifest: Manifest
  private let state: Mutex<State>

  /// The places of a manifest's mappings, so far only as it has them.
  package init(_ manifest: Manifest) {
    self.manifest = manifest
    state = Mutex(
      State(
        paths: manifest.mappings.map { [$0.from] },
        isFolder: Array(repeating: nil, count: manifest.mappings.count)))
  }

  /// How many places were found, so that others can tell whether they know them all.
  package var count: Int { state.withLock { $0.count } }
  /// What is known now.
  package var snapshot: Snapshot {
    state.withLock { Snapshot(paths: $0.paths, isFolder: $0.isFolder, count: $0.count) }
  }
  /// The moves that were found.
  package var moves: [Move] { state.withLock { $0.moves } }

  /// The last move of a mapping from a place, or else to it; that of a commit before what two trees tell alone.
  package func lastMove(of mapping: Int, from place: RepoPath) -> Move? {
    // Commits are looked at the newest first.
    let own = moves.filter { $0.mapping == mapping }.sorted {
      $0.commit != nil && $1.commit == nil
    }
    return own.first { $0.from == place } ?? own.first { $0.to == place }
  }

  /// Adds a place.
  package func add(_ path: RepoPath, of mapping: Int) {
    state.withLock { state in
      guard !state.paths[mapping].contains(path) else { return }
      state.paths[mapping].append(path)
      state.count += 1
    }
  }

  /// Says whether a mapping is one of a folder; anything else in its place isn't its files.
  package func setFolder(_ isFolder: Bool, of mapping: Int) {
    state.withLock { state in
      if state.isFolder[mapping] != isFolder { state.count += 1 }
      state.isFolder[mapping] = isFolder
    }
  }

  /// Whether an item is a mapping's files: a submodule never is, and nothing else than a folder that was one.
  fileprivate static func isThere(_ item: TreeItem, _ isFolder: Bool?) -> Bool {
    // A tree without entries holds no file, as if it weren't there.
    guard item.mode != .gitlink, item.id != .emptyTree else { return false }
    return isFolder.map { $0 == (item.mode == .folder) } ?? true
  }

  /// What each mapping has in a tree.
  package func placed(in tree: ObjectID, _ upstream: Repository) throws(GitError) -> [Placed?] {
    let snapshot = snapshot
    var items: [TreeItem?] = []
    for path in snapshot.paths.joined() { items.append(try upstream.item(at: path, in: tree)) }
    return snapshot.choose(items)
  }

  /// The manifest's rules, taken to where the mappings' files stand in a tree.
  package func classifier(
    in tree: ObjectID, _ upstream: Repository
  ) throws(GitError) -> Classifier {
    Classifier(manifest.moving(try placed(in: tree, upstream).map { $0?.path }))
  }

  /// Searches where a mapping's files went from one tree to another, once.
  ///
  /// - Parameters:
  ///   - path: Where they stand in the tree that has them.
  ///   - old: The older tree.
  ///   - new: The newer tree.
  ///   - isBack: Whether the newer tree is the one that has them.
  ///   - commit: The commit whose tree is the newer one.
  package func search(
    _ mapping: Int, at path: RepoPath, from old: ObjectID, to new: ObjectID, isBack: Bool,
    commit: ObjectID?, _ upstream: Repository
  ) throws(GitError) {
    let isFirst = state.withLock {
      $0.searched.insert(Search(mapping: mapping, path: path, old: old, new: new)).inserted
    }
    guard isFirst else { return }
    let found = try MoveSearch.find(
      path, of: isBack ? new : old, in: isBack ? old : new, upstream)
    let place = found.destination
    if isBack, place == nil { return }
    let move = Move(
      mapping: mapping, from: isBack ? place ?? path : path, to: isBack ? path : place,
      found: found, commit: commit)
    state.withLock { $0.moves.append(move) }
    if let place { add(place, of: mapping) }
  }
}

extension Manifest {
  /// The manifest with mappings from other places.
  ///
  /// - Parameter places: A place for each mapping; nil to leave it as it is.
  package func moving(_ places: [RepoPath?]) -> Manifest {
    var manifest = self
    for (index, place) in places.enumerated() {
      if let place, place != mappings[index].from {
        // A submodule holds upstream's files where upstream has them.
        manifest.mappings[index] = mappings[index].moved(
          to: place, landingAt: submodule?.appending(place) ?? mappings[index].to)
      }
    }
    return manifest
  }
}

extension Mapping {
  /// The mapping from another place upstream.
  fileprivate func moved(to place: RepoPath, landingAt to: RepoPath) -> Mapping {
    Mapping(
      name: name, from: place, to: to, include: include, exclude: exclude, edge: edge, line: line,
      fromLine: fromLine)
  }
}
