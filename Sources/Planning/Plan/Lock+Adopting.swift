import Git
import Rules
import Text

extension Lock {
  /// The first lock of an edge repo.
  ///
  /// - Parameters:
  ///   - manifest: The manifest that goes with it.
  ///   - commit: The upstream commit that the copy came from.
  ///   - upstream: The upstream repository.
  ///   - isCopied: Whether there is a copy; without one, nothing counts as synced yet.
  /// - Throws: ``ManifestError/claimedTwice(path:first:second:line:)`` where mappings clash.
  package init(
    adopting manifest: Manifest, at commit: Commit, in upstream: Repository, isCopied: Bool = true
  ) throws {
    let classifier = Classifier(manifest)
    let projector = Projector(upstream, classifier)
    // Two mappings that claim one path are found here, before anything is written.
    _ = try projector.syncedFiles(of: commit.tree)
    let states = try manifest.mappings.enumerated().map { index, mapping in
      guard isCopied else { return Lock.MappingState(notYetSynced: mapping.name) }
      let projection = try projector.project(index, of: commit.tree)
      return Lock.MappingState(
        name: mapping.name, tree: projection.tree, files: projection.files)
    }
    self.init(
      upstream: manifest.upstream,
      pin: Lock.Pin(commit),
      mappings: states)
    overrides = try Overrides(of: self, classifier, at: commit.tree, in: upstream).lockEntries
  }

  /// Takes over what people decided from the lock that HEAD has still: one that was taken away to be written anew.
  ///
  /// - Parameters:
  ///   - edge: The edge repo.
  ///   - upstream: The upstream repository; of commits that it hasn't got nothing is kept.
  ///   - submodule: The submodule of the manifest that goes with this lock; nil in selective mode. Where HEAD's lock
  ///     goes with files, those stood where upstream has them, or their overrides aren't known again.
  package mutating func keepDecisions(
    ofHeadIn edge: Repository, upstream: Repository, submodule: RepoPath?
  ) throws {
    guard let head = try edge.head().commit,
      let item = try edge.item(at: RepoPath(Lock.fileName), in: edge.commitTree(head)),
      let earlier = try? Lock(parsing: OwnFile.lock.read(item.id, in: edge))
    else { return }
    held = earlier.held.filter { upstream.contains($0.id) }
    owed = earlier.owed.filter { upstream.contains($0.from) && upstream.contains($0.to) }
    let seen = Dictionary(earlier.overrides.map { ($0.path, $0) }) { first, _ in first }
    overrides = overrides.map { override in
      let places = [override.path, submodule.flatMap { override.path.relative(to: $0) }]
      guard let known = places.lazy.compactMap({ $0.flatMap { seen[$0] } }).first else {
        return override
      }
      return OverrideState(path: override.path, seen: known.seen)
    }
  }
}

extension Lock.Pin {
  /// The pin that a commit is.
  package init(_ commit: Commit) {
    self.init(
      id: commit.id, date: commit.committer.time, subject: shortened(commit.subject))
  }
}
