import Git
import Rules
import Text

/// Edge-specific files with a counterpart upstream, and which of its versions a person has seen.
package struct Overrides: Sendable {
  /// An override at a commit.
  package struct State: Hashable, Sendable {
    /// The edge-specific file.
    package let path: RepoPath
    /// Upstream's blob at the commit; nil where upstream has none any more.
    package let blob: ObjectID?
    /// Upstream's blob that a person last carried over or set aside; nil for none.
    package let seen: ObjectID?

    /// Whether upstream changed it since a person last looked.
    package var isOwed: Bool { blob != seen }
  }

  /// The overrides at a commit, sorted by path.
  package let states: [State]

  /// Whether a path is an override.
  package func contains(_ path: RepoPath) -> Bool {
    // Halves of what is sorted.
    var (low, high) = (0, states.count)
    while low < high {
      let middle = (low + high) / 2
      if states[middle].path < path { low = middle + 1 } else { high = middle }
    }
    return low < states.count && states[low].path == path
  }

  /// The overrides of an edge repo at an upstream commit.
  ///
  /// What the lock doesn't know yet counts as seen at the lock's pin.
  ///
  /// - Parameter places: Where the mappings' files stand in upstream's trees; as the rules have them unless given.
  package init(
    of lock: Lock, _ classifier: Classifier, at tree: ObjectID, in upstream: Repository,
    places: MappingPlaces? = nil
  ) throws(GitError) {
    let places = places ?? MappingPlaces(classifier.manifest)
    let known = Dictionary(
      lock.overrides.map { ($0.path, $0.seen) }, uniquingKeysWith: { first, _ in first })
    let now = try Self.counterparts(places.classifier(in: tree, upstream), at: tree, in: upstream)
      .mapValues(\.id)
    var before: [RepoPath: ObjectID] = [:]
    if upstream.contains(lock.pin.id) {
      let pinned = try upstream.commitTree(lock.pin.id)
      before = try Self.counterparts(
        places.classifier(in: pinned, upstream), at: pinned, in: upstream
      ).mapValues(\.id)
    }
    var states: [State] = []
    for path in Set(now.keys).union(known.keys).union(before.keys).sorted() {
      // A path that has stopped being edge-specific is no override any more.
      guard now[path] != nil || classifier.edgeRule(of: path) != nil else { continue }
      let seen = known.index(forKey: path).map { known[$0].value } ?? before[path]
      if now[path] == nil, seen == nil { continue }
      states.append(State(path: path, blob: now[path], seen: seen))
    }
    self.states = states
  }

  /// Overrides that upstream changed since a person last looked.
  package var owed: [State] { states.filter(\.isOwed) }

  /// The lock's entries for these overrides: what was seen stays seen.
  package var lockEntries: [Lock.OverrideState] {
    states.map { Lock.OverrideState(path: $0.path, seen: $0.seen) }
  }

  /// Upstream's files at edge-specific paths.
  ///
  /// - Parameters:
  ///   - classifier: The rules, with each mapping where its files stand in the tree.
  ///   - tree: Upstream's tree.
  package static func counterparts(
    _ classifier: Classifier, at tree: ObjectID, in upstream: Repository
  ) throws(GitError) -> [RepoPath: TreeItem] {
    var found: [RepoPath: TreeItem] = [:]
    for mapping in classifier.manifest.mappings {
      guard let item = try upstream.item(at: mapping.from, in: tree) else { continue }
      let files =
        item.mode == .folder
        ? try upstream.files(of: item.id, at: mapping.from) : [(path: mapping.from, item: item)]
      for file in files {
        for placement in classifier.placements(of: file.path) where placement.group == .edge {
          if let path = placement.path { found[path] = file.item }
        }
      }
    }
    return found
  }
}
