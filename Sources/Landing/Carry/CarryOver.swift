import Git
import Planning
import Rules
import Text
import Upstream

/// Upstream's change to an override, merged into the edge repo's own file: what the file would be.
///
/// Texts are as git stores them; the work tree's line ends are put on when the result is written.
package struct CarryOver: Sendable {
  /// A version of the file.
  package struct Version: Hashable, Sendable {
    /// The id of its blob.
    package let id: ObjectID
    /// What it holds, as the edge repo would store it.
    package let bytes: [UInt8]
  }

  /// The override.
  package let path: RepoPath
  /// Upstream's version that a person last saw.
  package let before: Version
  /// Upstream's version at the commit.
  package let now: Version
  /// The edge repo's own, as it stands in the work tree.
  package let yours: Version
  /// The edge repo's own with upstream's change, conflicts marked.
  package let merged: Version
  /// Places where the two changes are in conflict.
  package let conflicts: Int
  /// Whether what stands in the work tree isn't what HEAD has.
  package let isUncommitted: Bool
  let mode: FileMode

  /// Whether upstream changed the file since a person last saw it.
  package var isChangedUpstream: Bool { before.id != now.id }
  /// Whether the change makes anything else of the edge repo's own file.
  package var isChange: Bool { merged.id != yours.id }

  /// What conflicts name the three versions.
  package static let labels = GitCommand.MergeLabels(
    yours: "yours", before: "upstream before", now: "upstream now")

  /// The overrides of an edge repo at an upstream commit, mappings followed to where upstream moved them.
  package static func overrides(
    of edge: EdgeRepo, at target: ObjectID, in upstream: Repository
  ) throws -> Overrides {
    let pin = edge.lock.pin.id
    guard upstream.contains(pin) else { throw edge.upstream.pinMissing(pin, from: upstream) }
    // What is pinned already would be taken out again.
    if target != pin, try upstream.isAncestor(target, of: pin) {
      throw CarryError.behindThePin(target)
    }
    _ = try edge.history(in: upstream, to: [target])
    return try Overrides(
      of: edge.lock, edge.classifier, at: upstream.commitTree(target), in: upstream,
      places: edge.places)
  }

  /// Merges what upstream changed in an override, from what was last seen to a commit, into what stands in the work
  /// tree. Nothing is written.
  ///
  /// - Parameters:
  ///   - path: The override.
  ///   - target: The upstream commit.
  ///   - overrides: The overrides at that commit.
  ///   - patience: How long git has for the merge.
  /// - Throws: ``CarryError`` where there is nothing that can be merged.
  package init(
    of path: RepoPath, at target: ObjectID, among overrides: Overrides, in edge: EdgeRepo,
    _ upstream: Repository, within patience: Duration = .seconds(20)
  ) throws {
    try self.init(
      OverrideVersions(of: path, at: target, among: overrides, in: edge, upstream), in: edge,
      within: patience)
  }

  /// Merges the versions of an override; nothing is written.
  ///
  /// - Parameter patience: How long git has for the merge.
  /// - Throws: ``CarryError`` where they can't be merged.
  package init(
    _ versions: OverrideVersions, in edge: EdgeRepo, within patience: Duration = .seconds(20)
  ) throws {
    if let unresolved = versions.unresolved {
      throw CarryError.conflicted(versions.path, isMarked: !unresolved.lines.isEmpty)
    }
    (path, mode) = (versions.path, versions.mode)
    (before, now, yours) = (versions.before, versions.now, versions.yours)
    let merge = try Self.merge(versions, in: edge, within: patience)
    merged = Version(id: try Repository.hash(merge.bytes, as: .blob), bytes: merge.bytes)
    conflicts = merge.conflicts
    isUncommitted = try !WorkTree(of: edge.repository).same(
      versions.head, TreeItem(mode: mode, id: yours.id))
  }

  private static func merge(
    _ versions: OverrideVersions, in edge: EdgeRepo, within patience: Duration
  ) throws -> GitCommand.Merge {
    let (repository, path) = (edge.repository, versions.path)
    do {
      return try edge.gitCommand().merge(
        into: versions.yours.bytes, from: versions.before.bytes, to: versions.now.bytes,
        labels: labels, style: repository.mergeDriver(at: path) == .union ? .union : .marked,
        gitFolder: repository.gitFolder, within: patience)
    } catch GitError.overdue(_, let seconds) {
      throw CarryError.unmergeable(
        path, reason: "merging it took git over \(counted(seconds, "second"))",
        looking: versions.looking)
    }
  }
}
