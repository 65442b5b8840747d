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
  func taken(at path: RepoPath, known: RepoPath) throws -> [Placement] {
    var taken: [Placement] = []
    for source in Set(classifier.upstreamPaths(of: path)) {
      for placement in classifier.placements(of: source)
      where placement.path == path && placement.group == .synced {
        if try source == known || hasFile(source, in: tree) { taken.append(placement) }
      }
    }
    return taken
  }

  /// Whether a mapping puts a file that was synced at the pin elsewhere now. What the manifest merely stopped taking
  /// stays, for it may be the edge repo's.
  func isTakenElsewhere(_ upstreamPath: RepoPath, from path: RepoPath) -> Bool {
    let placements = classifier.placements(of: upstreamPath)
    return !placements.contains { $0.path == path }
      && placements.contains { $0.group == .synced }
  }

  /// Whether a file that is synced to a path at the pin, and that a commit's rules don't take, is gone from upstream.
  ///
  /// - Parameter commit: The commit's tree, and its rules.
  func isDeleted(
    _ path: RepoPath, known: RepoPath, in commit: (tree: ObjectID, classifier: Classifier)
  ) throws -> Bool {
    for placement in try taken(at: path, known: known) {
      guard let mapping = placement.mapping else { continue }
      let isMoved =
        commit.classifier.manifest.mappings[mapping].from
        != classifier.manifest.mappings[mapping].from
      // From the same place the commit's rules would take it.
      if try !isMoved || !hasFile(placement.upstreamPath, in: commit.tree) { return true }
    }
    return false
  }

  private func hasFile(_ path: RepoPath, in tree: ObjectID) throws(GitError) -> Bool {
    try upstream.item(at: path, in: tree).map { $0.mode != .folder } ?? false
  }
}
