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
    let rule = edge.classifier.edgeRule(of: path)
    guard let state = overrides.states.first(where: { $0.path == path }) else {
      throw CarryError.notAnOverride(path.text, isEdgeSpecific: rule != nil)
    }
    guard let now = state.blob else {
      throw CarryError.deletedUpstream(path, at: target == edge.lock.pin.id ? nil : target)
    }
    let commits = [target, edge.lock.pin.id]
    let kind = try Self.kind(of: now, path, at: commits, in: edge, upstream)
    let looking = kind.looking
    func refuse(_ reason: SafeText?) throws {
      if let reason {
        throw CarryError.unmergeable(path, reason: reason, looking: looking)
      }
    }
    try refuse(rule == .ownFile ? "edgesync reads or writes it itself" : nil)
    if let submodule = edge.manifest.submodule, path.isInside(submodule) {
      try refuse("it lies in the submodule, where all files are upstream's")
    }
    try refuse(PathGuard.refusal(of: path))
    let repository = edge.repository
    try refuse(try Self.obstacle(to: path, in: repository))
    try refuse(kind.reason)
    if let seen = state.seen {
      try refuse(try Self.kind(of: seen, path, at: commits, in: edge, upstream).reason)
    }
    let head = try HeadFiles(of: repository).item(at: path)
    guard let standing = try Self.standing(at: path, in: edge, refuse) else {
      throw CarryError.missing(path, looking: head == nil ? looking : nil)
    }
    guard let before = state.seen else { throw CarryError.newUpstream(path, looking: looking) }
    let isUnmerged = try repository.unmergedPaths().contains(path)
    if isUnmerged || Self.isMarked(standing.bytes, isOwn: true) {
      throw CarryError.conflicted(path, isMarked: Self.isMarked(standing.bytes, isOwn: !isUnmerged))
    }
    self.path = path
    mode = standing.isExecutable ? .executable : .file
    let stored = try repository.converted(toObject: standing.bytes, at: path)
    yours = Version(id: try Repository.hash(stored, as: .blob), bytes: stored)
    self.before = try Self.version(before, at: path, in: edge, upstream, refuse)
    self.now = try Self.version(now, at: path, in: edge, upstream, refuse)
    for version in [yours, self.before, self.now] {
      try refuse(Self.obstacle(to: version.bytes))
    }
    let merge = try Self.merge(
      (yours, self.before, self.now), at: path, in: edge, within: patience, looking)
    merged = Version(id: try Repository.hash(merge.bytes, as: .blob), bytes: merge.bytes)
    conflicts = merge.conflicts
    isUncommitted = try !WorkTree(of: repository).same(
      head, TreeItem(mode: mode, id: yours.id))
  }

  private static func merge(
    _ versions: (yours: Version, before: Version, now: Version), at path: RepoPath,
    in edge: EdgeRepo, within patience: Duration, _ looking: SafeText
  ) throws -> GitCommand.Merge {
    let repository = edge.repository
    do {
      return try edge.gitCommand().merge(
        into: versions.yours.bytes, from: versions.before.bytes, to: versions.now.bytes,
        labels: labels, style: repository.mergeDriver(at: path) == .union ? .union : .marked,
        gitFolder: repository.gitFolder, within: patience)
    } catch GitError.overdue(_, let seconds) {
      throw CarryError.unmergeable(
        path, reason: "merging it took git over \(counted(seconds, "second"))", looking: looking)
    }
  }
}
