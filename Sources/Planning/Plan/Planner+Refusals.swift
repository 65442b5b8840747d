import Git
import Rules
import SystemPackage
import Text
import Upstream

/// What no plan is made over: held commits, work of a person that would be lost, paths that must not be written.
extension Planner {
  func refuseHeld(_ candidate: ObjectID) throws {
    guard let hold = try Holds(edge.lock, in: upstream).hold(on: candidate) else { return }
    throw PlanError.held(candidate: candidate.short, hold)
  }

  /// Refuses while git is in the middle of something, and while edgesync's own files aren't as HEAD
  /// has them.
  package func refuseUnfinished(_ head: ObjectID) throws {
    var blockers: [PlanBlocker] = []
    if let operation = edge.repository.operationInProgress {
      blockers.append(.operation(operation))
    }
    blockers += try PlanBlocker.unmerged(in: edge.repository, head)
    blockers += try uncommitted(classifier.manifest.ownFiles, head)
    if !blockers.isEmpty { throw PlanError.inTheWay(blockers) }
  }

  /// Refuses where the manifest isn't as HEAD has it: what it says to run has to be committed.
  package func refuseUncommittedManifest() throws {
    let head = try edge.repository.head().commit.map { try edge.repository.commitTree($0) }
    let blockers = try uncommitted([RepoPath(Manifest.fileName)], head ?? .emptyTree)
    if !blockers.isEmpty { throw PlanError.inTheWay(blockers) }
  }

  /// Refuses where the manifest and the lock that were read aren't those of the commit that is planned
  /// on, although git takes the files for unchanged: they were read before another branch was checked
  /// out or a commit made, or git was told not to look.
  ///
  /// - Throws: ``PlanError``: the branch moved, or the files still are what was read.
  package func refuseOther(_ head: ObjectID, of branch: String) throws {
    func content(_ file: OwnFile) throws -> [UInt8]? {
      guard let item = try edge.repository.item(at: RepoPath(file.name), in: head),
        item.mode.isRegular
      else { return nil }
      return try file.read(item.id, in: edge.repository)
    }
    let (manifest, lock) = (RepoPath(Manifest.fileName), RepoPath(Lock.fileName))
    let isSame = (
      manifest: try content(.manifest).map { try Manifest(parsing: $0) } == edge.manifest,
      lock: try content(.lock).map { try Lock(parsing: $0) } == edge.lock
    )
    if isSame.manifest, isSame.lock { return }
    let present = try EdgeRepo(at: edge.root)
    guard present.manifest == edge.manifest, present.lock == edge.lock else {
      throw PlanError.branchMoved(SafeText(branch))
    }
    throw PlanError.inTheWay([.uncommitted(isSame.lock ? manifest : lock)])
  }

  /// Which of edgesync's own files aren't as HEAD has them.
  package func uncommitted(_ own: [RepoPath], _ head: ObjectID) throws -> [PlanBlocker] {
    var blockers: [PlanBlocker] = []
    var changed: Set<RepoPath> = []
    for change in try edge.repository.stagedChanges(against: head, under: own)
      + edge.repository.unstagedChanges(under: own)
    where own.contains(change.path) {
      changed.insert(change.path)
    }
    for path in own {
      let isInHead = try edge.repository.item(at: path, in: head) != nil
      if changed.contains(path) {
        blockers.append(isInHead ? .uncommitted(path) : .notCommitted(path))
      } else if !isInHead, path != classifier.manifest.changelog {
        blockers.append(.notCommitted(path))
      }
    }
    return blockers
  }

  /// Refuses files that no sync may write.
  package func refuse(_ files: [(path: RepoPath, item: TreeItem)]) throws {
    let own = classifier.manifest.ownFiles
    var refused: [(path: SafeText, reason: SafeText)] = []
    for (path, item) in files.sorted(by: { $0.path < $1.path }) {
      if let reason = PathGuard.refusal(of: path) {
        refused.append((path.text, reason))
      } else if item.mode == .gitlink, classifier.manifest.submodule == nil {
        refused.append((path.text, "it is a submodule"))
      } else if item.mode == .symlink,
        let reason = try PathGuard.refusal(ofSymlinkAt: path)
          ?? PathGuard.refusal(ofTargetSize: upstream.blobSize(item.id))
          ?? PathGuard.refusal(ofTarget: upstream.blob(item.id))
      {
        refused.append((path.text, reason))
      } else if let own = own.first(where: { $0 != path && $0.isInside(path) }) {
        refused.append((path.text, "it would replace a folder of \(own.text)"))
      }
    }
    for (path, other) in try CaseFolding(WorkTree(of: edge.repository))
      .clashes(Set(files.map(\.path)).union(own))
    {
      refused.append((path.text, "to this file system it is the same as \(other.text)"))
    }
    if !refused.isEmpty {
      throw PlanError.refusedPaths(refused, isExcludable: classifier.manifest.submodule == nil)
    }
  }

  /// Refuses drift, staged changes of synced files, and files where the sync would write.
  func refuseBlockers(
    _ steps: [Plan.Step], _ drift: [Drift], overDrift: Bool, _ pinned: PinnedFiles,
    _ wanted: [RepoPath: Projector.SyncedFile], _ head: ObjectID
  ) throws {
    var blockers: [PlanBlocker] = []
    let roots = Classifier(pinned.manifest).roots
    let staged = Set(
      try edge.repository.stagedChanges(against: head, under: roots).map(\.path))
    for drift in drift where !overDrift {
      blockers.append(
        staged.contains(drift.path) ? .staged(drift.path) : .drift(drift.path, drift.kind))
    }
    let drifted = Set(drift.map(\.path))
    let leaving = Set(steps.filter { $0.new == nil }.map(\.path))
    var conflicts = try PathConflicts(edge.repository, head: head, leaving: leaving)
    for step in steps where step.new != nil && step.old == nil && !drifted.contains(step.path) {
      if let blocker = try conflicts.blocker(of: step.path) { blockers.append(.stray(blocker)) }
    }
    if !steps.isEmpty {
      blockers += try unwritableFolders(steps.map(\.path)).map { .notWritable($0) }
    }
    blockers += try changelogBlockers(&conflicts, head)
    let written = Set(steps.map(\.path))
    blockers += try changes(
      of: Set(wanted.keys.filter { pinned.files[$0] == nil && !written.contains($0) }), head)
    if !blockers.isEmpty {
      throw PlanError.inTheWay(
        Array(Set(blockers)).sorted { ($0.path ?? .root) < ($1.path ?? .root) })
    }
  }

  /// Folders that have to change for some paths and edgesync's own to be written, and may not be.
  private func unwritableFolders(_ paths: [RepoPath]) throws -> Set<RepoPath> {
    let workTree = try WorkTree(of: edge.repository)
    var samples: [RepoPath: RepoPath] = [:]
    for path in paths + [RepoPath(Lock.fileName), classifier.manifest.changelog] {
      samples[path.parent] = path
    }
    return Set(samples.values.compactMap { workTree.unwritableFolder(for: $0) })
  }

  /// What stands where the changelog is written.
  func changelogBlockers(_ conflicts: inout PathConflicts, _ head: ObjectID) throws -> [PlanBlocker]
  {
    let changelog = classifier.manifest.changelog
    if let present = try edge.repository.item(at: changelog, in: head) {
      return present.mode.isRegular ? [] : [.stray(changelog)]
    }
    return try conflicts.blocker(of: changelog).map { [.stray($0)] } ?? []
  }

  /// Uncommitted changes of files that come to be synced and that HEAD has as upstream does.
  private func changes(of arriving: Set<RepoPath>, _ head: ObjectID) throws -> [PlanBlocker] {
    if arriving.isEmpty { return [] }
    let staged = try edge.repository.stagedChanges(against: head, under: classifier.roots)
      .map(\.path).filter(arriving.contains)
    let unstaged = try edge.repository.unstagedChanges(under: classifier.roots, untracked: false)
      .filter { arriving.contains($0.path) && !staged.contains($0.path) }
    return staged.map { .staged($0) } + unstaged.map { .drift($0.path, Drift.Kind($0.kind)) }
  }
}
