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
      pin: Lock.Pin(id: commit.id, date: commit.committer.time, subject: shortened(commit.subject)),
      mappings: states)
    overrides = try Overrides(of: self, classifier, at: commit.tree, in: upstream).lockEntries
  }
}
