import Git
import Rules
import SystemPackage
import Text
import Upstream

/// Makes the plan of a sync from trees alone, and refuses where something stands in the way.
package struct Planner {
  package let edge: EdgeRepo
  let upstream: Repository
  /// The rules that the plan is made by: the manifest's, with mappings followed where that was asked for.
  let classifier: Classifier
  /// The manifest that goes with mappings that are followed; nil where none is.
  let edit: ManifestEdit?

  /// A planner for an edge repo.
  package init(_ edge: EdgeRepo, _ upstream: Repository) {
    self.init(edge, upstream, edge.classifier, nil)
  }

  init(_ edge: EdgeRepo, _ upstream: Repository, _ classifier: Classifier, _ edit: ManifestEdit?) {
    self.edge = edge
    self.upstream = upstream
    self.classifier = classifier
    self.edit = edit
  }

  /// The plan that takes the edge repo to a candidate.
  ///
  /// Nothing is written. The manifest and the lock have to be committed: what is planned is what HEAD
  /// says.
  ///
  /// - Parameters:
  ///   - candidate: The upstream commit.
  ///   - forLanding: Whether the plan is to land, so that held commits, drift and files in the way
  ///     refuse it; to check a candidate, they don't matter.
  ///   - overDrift: Whether drift is replaced instead of refusing the plan.
  ///   - followsMoves: Whether mappings go with their files where upstream moved them, in the manifest too.
  ///   - mayEmpty: Whether a mapping may lose all of its files, as on the way back to where it had none.
  /// - Throws: ``PlanError`` naming each path that stands in the way; ``SourceError`` where a mapping's files aren't
  ///   where the manifest has them.
  package func plan(
    to candidate: ObjectID, forLanding: Bool = true, overDrift: Bool = false,
    followsMoves: Bool = false, mayEmpty: Bool = false
  ) throws -> Plan {
    let history = try history(to: candidate)
    let plan = try following(candidate, history, isWanted: followsMoves).plan(
      to: candidate, history, forLanding: forLanding, overDrift: overDrift)
    if !mayEmpty { try refuseEmptied(plan, candidate) }
    return plan
  }

  private func plan(
    to candidate: ObjectID, _ history: History, forLanding: Bool, overDrift: Bool
  ) throws -> Plan {
    let draft = try draft(to: candidate, forLanding: forLanding, overDrift: overDrift)
    let (commit, steps) = (draft.commit, draft.steps)
    let files = try history.files(from: edge.lock.pin.id, to: candidate)
    let renames = renames(files, steps)
    let overrides = try Overrides(
      of: edge.lock, classifier, at: commit.tree, in: upstream, places: history.places)
    let isStepBack = try !upstream.isAncestor(edge.lock.pin.id, of: candidate)
    let lock = try lock(at: commit, overrides)
    return Plan(
      branch: draft.branch, base: draft.base,
      from: edge.lock.pin.id, to: commit, steps: steps, renames: renames,
      overrides: files.filter { $0.group == .edge }.compactMap(\.path).sorted(),
      owed: overrides.owed.map(\.path),
      edgeFiles: try edgeFiles(in: draft.headTree),
      remarks: try remarks(steps) + submoduleRemarks(to: commit, files)
        + FileEffect.effects(of: steps, files).map { "\($0.path.text): \($0.text)" }
        + draft.remarks + [history.unreadOutside].compactMap(\.self),
      files: files,
      commits: try commits(to: candidate, history), replacesDrift: overDrift,
      replaced: draft.replaced,
      isStepBack: isStepBack,
      lock: lock, manifest: classifier.manifest, edit: edit,
      isEmpty: edit == nil && steps.isEmpty && lock.pin.id == edge.lock.pin.id
        && lock.mappings == edge.lock.mappings)
  }

  /// What the checks of a candidate depend on.
  ///
  /// - Parameter followsMoves: Whether mappings go with their files where upstream moved them.
  package func checkedPlan(
    to candidate: ObjectID, followsMoves: Bool = false
  ) throws -> CheckedPlan {
    let history = try history(to: candidate)
    let planner = try following(candidate, history, isWanted: followsMoves)
    let draft = try planner.draft(to: candidate, forLanding: false, overDrift: false)
    return CheckedPlan(
      candidate: candidate, base: draft.base, steps: draft.steps,
      manifest: planner.classifier.manifest, edit: planner.edit)
  }

  /// What a plan writes, and where.
  private struct Draft {
    let branch: String
    let base: ObjectID
    let headTree: ObjectID
    let commit: Commit
    let steps: [Plan.Step]
    let replaced: [RepoPath]
    /// What a reviewer should know of files that are run already.
    let remarks: [SafeText]
  }

  private func draft(to candidate: ObjectID, forLanding: Bool, overDrift: Bool) throws -> Draft {
    let head = try edge.repository.head()
    guard case .branch(let branch, let headID) = head else {
      // A rebase takes HEAD off its branch, and is what to deal with then.
      if let operation = edge.repository.operationInProgress {
        throw PlanError.inTheWay([.operation(operation)])
      }
      throw PlanError.noBranch(head)
    }
    let headTree = try edge.repository.commitTree(headID)
    let commit = try upstream.commit(candidate)
    if forLanding { try refuseHeld(candidate) }
    try refuseUnfinished(headTree)
    try refuseOther(headTree, of: branch)

    let pinned = try PinnedFiles(of: edge, in: upstream)
    try refuseOtherSetUp(pinned)
    let wanted = try Projector(upstream, classifier).syncedFiles(of: commit.tree)
    var steps: [Plan.Step]
    var replaced: [RepoPath] = []
    var remarks: [SafeText] = []
    if let submodule = classifier.manifest.submodule {
      steps = try submoduleSteps(submodule, to: commit)
      if forLanding {
        remarks = try refuseUsed(writtenFiles(steps, to: commit))
        replaced = try refuseBlockers(
          in: submodule, to: commit, overDrift: overDrift, pinned, headTree)
        if !replaced.isEmpty {
          steps = [try submoduleStepOverDrift(submodule, to: commit, headTree)]
        }
      }
    } else {
      try refuse(wanted.map { (path: $0.key, item: $0.value.item) })
      steps = try self.steps(from: pinned, to: wanted, at: commit.tree, in: headTree)
      if forLanding {
        remarks = try refuseUsed(writtenFiles(steps, to: commit))
        let drift = try Verifier(edge, upstream, pinned).verify().drift
        try refuseBlockers(steps, drift, overDrift: overDrift, pinned, wanted, headTree)
        if overDrift {
          steps = try stepsOverDrift(steps, drift, wanted: wanted, head: headTree)
          replaced = steps.filter { $0.drifted != nil }.map(\.path)
        }
      }
    }
    return Draft(
      branch: branch, base: headID, headTree: headTree, commit: commit, steps: steps,
      replaced: replaced, remarks: remarks)
  }

  /// What each synced path is now and shall be, where that differs.
  private func steps(
    from pinned: PinnedFiles, to wanted: [RepoPath: Projector.SyncedFile], at tree: ObjectID,
    in head: ObjectID
  ) throws -> [Plan.Step] {
    var steps: [Plan.Step] = []
    for (path, file) in wanted {
      let present = pinned.files[path]?.item
      if present == file.item { continue }
      // A file that comes to be synced may stand there already, as upstream has it.
      if present == nil, try edge.repository.item(at: path, in: head) == file.item { continue }
      steps.append(Plan.Step(path: path, old: present, new: file.item))
    }
    let rules = try RulesAtPin(edge.manifest, pinned, in: upstream)
    for (path, file) in pinned.files where wanted[path] == nil {
      let source = file.upstreamPath
      if try rules.isTakenElsewhere(source, from: path)
        || rules.isDeleted(path, known: source, in: (tree, classifier))
      {
        steps.append(Plan.Step(path: path, old: file.item, new: nil))
      }
    }
    return steps.sorted { $0.path < $1.path }
  }

  private func renames(_ files: [FileChange], _ steps: [Plan.Step]) -> [Plan.Rename] {
    let written = Set(steps.filter { $0.new != nil && $0.old == nil }.map(\.path))
    let deleted = Set(steps.filter { $0.new == nil }.map(\.path))
    return files.compactMap { file in
      guard file.group == .synced, file.status == .renamed, let to = file.path,
        let from = file.oldPath, written.contains(to), deleted.contains(from)
      else { return nil }
      return Plan.Rename(from: from, to: to)
    }
  }

  private func edgeFiles(in head: ObjectID) throws -> Int {
    var count = 0
    // No file of the edge repo's lies in a submodule; it owns those beside it.
    for root in classifier.manifest.submodule == nil ? classifier.roots : [.root] {
      guard let item = try edge.repository.item(at: root, in: head), item.mode == .folder else {
        continue
      }
      for file in try edge.repository.files(of: item.id, at: root)
      where classifier.edgeRule(of: file.path) != nil { count += 1 }
    }
    return count
  }

  /// Bytes of a file from which on its size is told.
  private static let largeFile = 8 << 20

  private func remarks(_ steps: [Plan.Step]) throws -> [SafeText] {
    var remarks: [SafeText] = []
    var written = 0
    for step in steps {
      guard let new = step.new, new.mode != .gitlink else { continue }
      if let trouble = PathGuard.windowsTrouble(of: step.path) {
        remarks.append("\(step.path.text): \(trouble)")
      }
      if new.mode == .symlink {
        let target = try upstream.blob(new.id)
        if RepoPath(target).leadsOut(from: step.path) {
          remarks.append(
            "\(step.path.text): the link leads out of the repo, to \(SafeText(bytes: target))")
        }
        continue
      }
      let size = try upstream.blobSize(new.id)
      written += size
      if size >= Self.largeFile {
        remarks.append("\(step.path.text): \(byteCount(size))")
      } else if try isPointer(new.id, size: size) {
        remarks.append("\(step.path.text): a Git LFS pointer, copied as a pointer")
      }
    }
    if written >= Self.largeFile { remarks.append("\(byteCount(written)) are written in all") }
    return remarks
  }

  /// Whether a blob is a Git LFS pointer (git-lfs `docs/spec.md`: under 1,024 bytes, version first).
  private func isPointer(_ blob: ObjectID, size: Int) throws -> Bool {
    guard size < 1024 else { return false }
    return try upstream.blob(blob).starts(with: "version https://git-lfs.github.com/spec/".utf8)
  }

  private func commits(to candidate: ObjectID, _ history: History) throws -> [Commit] {
    let candidates = history.candidates(from: candidate, notFrom: edge.lock.pin.id)
    var commits: [Commit] = []
    while let batch = try candidates.next() {
      commits += try batch.map { try upstream.commit(of: $0) }
    }
    return commits
  }

  private func lock(at commit: Commit, _ overrides: Overrides) throws -> Lock {
    let projector = Projector(upstream, classifier)
    var mappings: [Lock.MappingState] = []
    for (index, mapping) in classifier.manifest.mappings.enumerated() {
      let projection = try projector.project(index, of: commit.tree)
      mappings.append(
        Lock.MappingState(name: mapping.name, tree: projection.tree, files: projection.files))
    }
    return Lock(
      upstream: classifier.manifest.upstream,
      pin: Lock.Pin(commit),
      mappings: mappings, overrides: overrides.lockEntries, held: edge.lock.held,
      owed: edge.lock.owed)
  }
}

extension RepoPath {
  /// Whether a link's target, taken from where the link stands, lies outside the repository or in its
  /// git folder.
  fileprivate func leadsOut(from link: RepoPath) -> Bool {
    if bytes.first == UInt8(ascii: "/") { return true }
    var depth = link.parent.names.count
    for name in names {
      if name.elementsEqual("..".utf8) {
        depth -= 1
      } else if !name.isEmpty, !name.elementsEqual(".".utf8) {
        if depth == 0, name.elementsEqual(".git".utf8) { return true }
        depth += 1
      }
      if depth < 0 { return true }
    }
    return false
  }
}
