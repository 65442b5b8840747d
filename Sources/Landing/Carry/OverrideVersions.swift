import Git
import Planning
import Rules
import Text
import Upstream

/// The three versions of an override that a merge is made of, each a text as the edge repo would store it.
package struct OverrideVersions: Sendable {
  /// The override.
  package let path: RepoPath
  /// Upstream's version that a person last saw.
  package let before: CarryOver.Version
  /// Upstream's version at the commit.
  package let now: CarryOver.Version
  /// The edge repo's own, as it stands in the work tree.
  package let yours: CarryOver.Version
  /// Conflicts in the edge repo's own that keep it from being merged into; nil for none.
  package let unresolved: UnresolvedConflicts?
  let mode: FileMode
  /// What HEAD has; nil for nothing.
  let head: TreeItem?
  /// The command that shows upstream's version at the commit.
  let looking: SafeText

  /// Reads the versions of an override.
  ///
  /// - Parameters:
  ///   - path: The override.
  ///   - target: The upstream commit.
  ///   - overrides: The overrides at that commit.
  /// - Throws: ``CarryError`` where one is missing, or is no text.
  package init(
    of path: RepoPath, at target: ObjectID, among overrides: Overrides, in edge: EdgeRepo,
    _ upstream: Repository
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
    let stored = try repository.converted(toObject: standing.bytes, at: path)
    yours = CarryOver.Version(id: try Repository.hash(stored, as: .blob), bytes: stored)
    self.before = try Self.version(before, at: path, in: edge, upstream, refuse)
    self.now = try Self.version(now, at: path, in: edge, upstream, refuse)
    for version in [yours, self.before, self.now] {
      try refuse(Self.obstacle(to: version.bytes))
    }
    unresolved = UnresolvedConflicts(
      in: standing.bytes, at: path, isUnmerged: try repository.unmergedPaths().contains(path))
    mode = standing.isExecutable ? .executable : .file
    (self.path, self.head, self.looking) = (path, head, looking)
  }
}
