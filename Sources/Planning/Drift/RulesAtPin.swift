import Git
import Rules
import Upstream

/// What a manifest takes of upstream at the pin: it may have changed since the lock was made.
///
/// A mapping from where upstream has nothing at the pin yet is taken to where the lock's manifest had it, for upstream
/// has moved its files since.
struct RulesAtPin {
  /// The rules.
  let classifier: Classifier
  /// Upstream's tree at the pin.
  let tree: ObjectID
  private let upstream: Repository
  /// The files in folders that were asked about.
  private var files: [Place: Set<RepoPath>] = [:]

  private struct Place: Hashable {
    let tree: ObjectID
    let path: RepoPath
  }

  /// A manifest's rules at the pin of some files.
  init(_ manifest: Manifest, _ pinned: PinnedFiles, in upstream: Repository) throws(GitError) {
    self.upstream = upstream
    tree = pinned.tree
    let places = try manifest.mappings.map { mapping throws(GitError) -> RepoPath? in
      let item = try upstream.item(at: mapping.from, in: pinned.tree)
      if let item, item.mode != .gitlink, item.id != .emptyTree { return nil }
      return pinned.manifest.mappings.first { $0.name == mapping.name }?.from
    }
    classifier = Classifier(manifest.moving(places))
  }

  /// The files at the pin that are synced to a path.
  ///
  /// - Parameter known: An upstream path that has a file at the pin.
  mutating func taken(at path: RepoPath, known: RepoPath) throws -> [Placement] {
    var taken: [Placement] = []
    for source in Set(classifier.upstreamPaths(of: path)) {
      for placement in classifier.placements(of: source)
      where placement.path == path && placement.group == .synced {
        if try source == known || hasFile(placement, in: tree) { taken.append(placement) }
      }
    }
    return taken
  }

  /// Whether a file that is synced to a path at the pin, and that a commit's rules don't take, is gone from upstream.
  ///
  /// - Parameter commit: The commit's tree, and its rules.
  mutating func isDeleted(
    _ path: RepoPath, known: RepoPath, in commit: (tree: ObjectID, classifier: Classifier)
  ) throws -> Bool {
    for placement in try taken(at: path, known: known) {
      guard let mapping = placement.mapping else { continue }
      let isMoved =
        commit.classifier.manifest.mappings[mapping].from
        != classifier.manifest.mappings[mapping].from
      // From the same place the commit's rules would take it.
      if try !isMoved || !hasFile(placement, in: commit.tree) { return true }
    }
    return false
  }

  /// Whether a tree has a placement's file, by a list of all in the mapping's folder: a look at each path by itself
  /// would read a large folder again and again.
  private mutating func hasFile(
    _ placement: Placement, in tree: ObjectID
  ) throws(GitError) -> Bool {
    guard let mapping = placement.mapping else { return false }
    let place = Place(tree: tree, path: classifier.manifest.mappings[mapping].from)
    if let known = files[place] { return known.contains(placement.upstreamPath) }
    var found: Set<RepoPath> = []
    if let item = try upstream.item(at: place.path, in: tree) {
      if item.mode == .folder {
        let all = try upstream.files(of: item.id, at: place.path, limit: Projector.maximumFiles)
        found = Set(all.map(\.path))
      } else {
        found = [place.path]
      }
    }
    files[place] = found
    return found.contains(placement.upstreamPath)
  }
}
