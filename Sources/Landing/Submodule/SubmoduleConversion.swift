import Git
import Planning
import Rules
import SystemPackage
import Text
import Upstream

/// Turns a submodule into files that edgesync keeps in selective sync: one commit that takes the gitlink
/// away and holds the files, the manifest and the lock. Earlier commits stay as they are.
package struct SubmoduleConversion {
  /// The manifest to be.
  package let manifest: Manifest
  /// The lock to be.
  package let lock: Lock
  /// Every path that changes: the gitlink, `.gitmodules`, the files, edgesync's own.
  package let steps: [Plan.Step]
  /// The files that come in, by their path in the edge repo, sorted.
  package let files: [RepoPath]
  /// Edge-specific files of upstream's, which don't come in, by their path in the edge repo, sorted.
  package let edgeFiles: [RepoPath]

  private let edge: EdgeRepo
  private let source: SubmoduleSource
  private let branch: String
  private let base: ObjectID
  private let tree: ObjectID
  /// Keeps the commit's objects until a ref does.
  private let pack: ObjectPack

  /// Makes the commit's objects; no branch moves and no file is written.
  ///
  /// - Parameters:
  ///   - source: The submodule.
  ///   - place: The checkout, whose lock is held.
  ///   - text: The manifest's text.
  ///   - settings: `.gitmodules` without the submodule; nil where nothing of it is left.
  ///   - previous: The lock of submodule mode, whose decisions stay; nil where there is none.
  ///   - upstream: The upstream repository.
  ///   - commit: The submodule's commit there.
  /// - Throws: ``PlanError`` where something stands in the way.
  package init(
    _ source: SubmoduleSource, in place: EdgeRepo.Place, manifest text: String,
    settings: [UInt8]?, keeping previous: Lock?, _ upstream: Repository, at commit: Commit
  ) throws {
    let head = try place.repository.head()
    guard case .branch(let branch, let base) = head else { throw PlanError.noBranch(head) }
    let headTree = try place.repository.commitTree(base)
    manifest = try Manifest(parsing: Array(text.utf8))
    var lock = try Lock(adopting: manifest, at: commit, in: upstream)
    if let previous { lock.keep(previous, of: source.path, by: Classifier(manifest)) }
    self.lock = lock
    edge = EdgeRepo(place, manifest: manifest, lock: lock)
    (self.source, self.branch, self.base) = (source, branch, base)

    let synced = try Projector(upstream, Classifier(manifest)).syncedFiles(of: commit.tree)
    files = synced.keys.sorted()
    edgeFiles = lock.overrides.map(\.path)
    let planner = Planner(edge, upstream)
    try planner.refuse(synced.map { (path: $0.key, item: $0.value.item) })
    _ = try planner.refuseUsed(files.map { ($0, isNew: true) })
    try Self.refuseBlockers(source, planner, new: files, headTree)

    let pack = try ObjectPack(for: edge.repository, from: upstream)
    self.pack = pack
    var steps = [
      Plan.Step(
        path: source.path, old: TreeItem(mode: .gitlink, id: source.pin), new: nil)
    ]
    for path in files {
      guard let item = synced[path]?.item else { continue }
      try pack.add(copy: item.id)
      steps.append(Plan.Step(path: path, old: nil, new: item))
    }
    for (path, bytes) in [
      (Repository.submoduleFile, settings), (RepoPath(Manifest.fileName), Array(text.utf8)),
      (RepoPath(Lock.fileName), Array(lock.encoded.utf8)),
    ] {
      let old = try edge.repository.item(at: path, in: headTree)
      let new = try bytes.map { bytes throws(GitError) in
        TreeItem(mode: .file, id: try pack.add(bytes, as: .blob))
      }
      if old != new { steps.append(Plan.Step(path: path, old: old, new: new)) }
    }
    let editor = TreeEditor(edge.repository) { (bytes) throws(GitError) in
      try pack.add(bytes, as: .tree)
    }
    tree = try editor.edit(
      headTree, Dictionary(uniqueKeysWithValues: steps.map { ($0.path, $0.new) }))
    try pack.write()
    try edge.repository.refreshObjects()
    self.steps = steps
  }

  /// Refuses where the submodule isn't as it was cloned, or a file is where one would come.
  private static func refuseBlockers(
    _ source: SubmoduleSource, _ planner: Planner, new files: [RepoPath], _ head: ObjectID
  ) throws {
    let repository = planner.edge.repository
    var blockers: [PlanBlocker] = []
    if let operation = repository.operationInProgress { blockers.append(.operation(operation)) }
    blockers += try PlanBlocker.unmerged(in: repository, head)
    let own = [RepoPath(Manifest.fileName), RepoPath(Lock.fileName)]
    let present = try own.filter { try repository.item(at: $0, in: head) != nil }
    blockers += try planner.uncommitted([Repository.submoduleFile] + present, head)

    let verifier = SubmoduleVerifier(repository, at: source.path, pin: source.pin)
    let found = try verifier.verify()
    blockers += found.blockers
    blockers += found.strays.map { .submodule(.untracked, at: $0, in: source.path) }
    if case .repository(let submodule) = try repository.submoduleCheckout(at: source.path),
      let root = repository.workFolder,
      submodule.gitFolder == root.appending(source.path).entry(".git").normalized
    {
      blockers.append(.submodule(.notAbsorbed, at: source.path, in: source.path))
    }
    let gitlink = Plan.Step(
      path: source.path, old: TreeItem(mode: .gitlink, id: source.pin), new: nil)
    var conflicts = try PathConflicts(
      repository, head: head,
      leaving: SubmoduleStep.pathsTakenAway(by: [gitlink], in: repository))
    if blockers.isEmpty {
      for path in files + own.filter({ !present.contains($0) }) {
        if let blocker = try conflicts.blocker(of: path) { blockers.append(.stray(blocker)) }
      }
    }
    if !blockers.isEmpty { throw PlanError.inTheWay(blockers) }
  }

  /// Lands the commit on the current branch.
  ///
  /// - Throws: ``LandError``; before the branch moves, nothing has changed.
  package func land(
    by git: GitCommand, _ who: Identity, prompting: Prompting = .never,
    failpoint: @escaping (Lander.Failpoint) throws -> Void = { _ in }
  ) async throws -> Lander.Landed {
    let change = Change(branch: branch, base: base, tree: tree, steps: steps, title: title)
    return try await Lander(
      edge, git: git, by: who.committer, author: who.author, prompting: prompting,
      failpoint: failpoint
    ).land(change, message: message)
  }

  /// The commit's subject.
  package var title: SafeText { "Take \(source.path.text) as files in place of the submodule" }

  private var message: String {
    let name = oneLine(shortened(manifest.upstream.repositoryName))
    return """
      \(title)

      \(counted(files.count, "file")) of \(name), as the submodule had them at \(source.pin.short); from here on
      edgesync keeps them in selective sync. Earlier commits have the submodule as it was.

      """
  }
}

extension Lock {
  /// Takes over what people decided while the files stood in a submodule.
  fileprivate mutating func keep(
    _ previous: Lock, of submodule: RepoPath, by classifier: Classifier
  ) {
    held = previous.held
    owed = previous.owed
    for override in previous.overrides {
      guard let upstreamPath = override.path.relative(to: submodule) else { continue }
      for placement in classifier.placements(of: upstreamPath) where placement.group == .edge {
        guard let path = placement.path else { continue }
        overrides.removeAll { $0.path == path }
        overrides.append(OverrideState(path: path, seen: override.seen))
      }
    }
    overrides.sort { $0.path < $1.path }
  }
}
