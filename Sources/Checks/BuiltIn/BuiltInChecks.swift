import Git
import Journal
import Landing
import Planning
import Rules
import Text
import Upstream

/// The checks that are always on: they read, and run nothing.
package struct BuiltInChecks {
  private let edge: EdgeRepo
  private let upstream: Repository
  private let now: Int

  /// The built-in checks of an edge repo.
  package init(_ edge: EdgeRepo, _ upstream: Repository, now: Int) {
    self.edge = edge
    self.upstream = upstream
    self.now = now
  }

  /// Checks a proposal.
  ///
  /// - Parameter names: Those that are wanted.
  package func check(_ proposal: Proposal, only names: Set<String>) throws -> [CheckResult] {
    [
      try result("no-local-modifications", in: names) {
        // What a forced recovery replaces was saved.
        try localModifications(
          except: proposal.plan.replacesDrift ? Set(proposal.steps.map(\.path)) : [])
      },
      try result("edge-files-preserved", in: names) {
        try touchedEdgeFiles(
          edge.repository.changes(
            from: edge.repository.commitTree(proposal.base), to: proposal.tree
          ).map(\.path),
          planned: Set(proposal.steps.map(\.path)))
      },
      try result("synced-identical", in: names) {
        try foreignFiles(
          in: proposal.tree, at: proposal.plan.to.id, Classifier(proposal.plan.manifest))
      },
    ].compactMap(\.self)
  }

  /// Checks what a proposal would be, without making one.
  package func check(_ plan: CheckedPlan) throws -> [CheckResult] {
    let names = Set(CheckDefinition.builtInNames)
    let changed = plan.steps.filter { $0.old != $0.new }.map(\.path)
    return [
      try result("no-local-modifications", in: names) { try localModifications() },
      try result("edge-files-preserved", in: names) {
        touchedEdgeFiles(changed, planned: Set(changed))
      },
      try result("synced-identical", in: names) {
        try foreignFiles(
          in: edge.repository.commitTree(plan.base), with: plan.steps, at: plan.candidate,
          Classifier(plan.manifest))
      },
    ].compactMap(\.self)
  }

  /// Checks the edge repo as it is.
  ///
  /// - Parameter names: Those that are wanted.
  package func checkPresent(only names: Set<String>) throws -> [CheckResult] {
    [
      try result("no-local-modifications", in: names) { try localModifications() },
      try result("edge-files-preserved", in: names) { try filesLostBySync() },
      try result("synced-identical", in: names) {
        let head = try edge.repository.head().commit.map { try edge.repository.commitTree($0) }
        let pinned = try PinnedFiles(of: edge, in: upstream)
        return try foreignFiles(
          in: head ?? .emptyTree, at: edge.lock.pin.id, Classifier(pinned.manifest))
      },
    ].compactMap(\.self)
  }

  /// What a check comes to; nil where it isn't wanted.
  private func result(
    _ name: String, in names: Set<String>, _ complaints: () throws -> [SafeText]
  ) throws -> CheckResult? {
    guard names.contains(name) else { return nil }
    let clock = ContinuousClock()
    let start = clock.now
    let found = try complaints()
    let reason: String? =
      found.isEmpty
      ? nil
      : found.prefix(20).map(\.string).joined(separator: ", ")
        + (found.count > 20 ? " and \(found.count - 20) more" : "")
    return CheckResult(
      name: name, stage: .pre, state: found.isEmpty ? .passed : .failed, isRequired: true,
      seconds: (clock.now - start).inSeconds, date: now, reason: reason,
      log: found.flatMap { Array(($0.string + "\n").utf8) })
  }

  /// Synced files that were changed here: in HEAD, the index or the work tree.
  private func localModifications(except replaced: Set<RepoPath> = []) throws -> [SafeText] {
    let pinned = try PinnedFiles(of: edge, in: upstream)
    let submodule = pinned.manifest.submodule.flatMap { replaced.contains($0) ? $0 : nil }
    return try Verifier(edge, upstream, pinned).verify().blockers.filter { blocker in
      guard let path = blocker.path else { return true }
      return !replaced.contains(path) && !(submodule.map { path.isInside($0) } ?? false)
    }.map(\.text)
  }

  /// Paths that a sync changes although they aren't its own to change.
  private func touchedEdgeFiles(
    _ changed: [RepoPath], planned: Set<RepoPath>
  ) -> [SafeText] {
    let own = Set(edge.manifest.ownFiles)
    return changed.filter {
      !own.contains($0)
        && (!planned.contains($0) || edge.classifier.edgeRule(of: $0) != nil)
    }.map { "\($0.text) would be changed" }
  }

  /// Edge-specific files that the sync which last landed changed.
  private func filesLostBySync() throws -> [SafeText] {
    guard let commit = try EventLog(edge).landed(limit: 1).first?.commit,
      let parent = try edge.repository.commit(commit).parents.first,
      edge.repository.contains(parent)
    else { return [] }
    let own = Set(edge.manifest.ownFiles)
    return try edge.repository.changes(
      from: edge.repository.commitTree(parent), to: edge.repository.commitTree(commit)
    ).map(\.path).filter { !own.contains($0) && edge.classifier.edgeRule(of: $0) != nil }
      .map { "\($0.text) was changed by \(commit.short)" }
  }

  /// Synced paths of a tree that aren't upstream's at a commit.
  ///
  /// - Parameter steps: What is changed in the tree.
  private func foreignFiles(
    in tree: ObjectID, with steps: [Plan.Step] = [], at candidate: ObjectID,
    _ classifier: Classifier
  ) throws -> [SafeText] {
    if let submodule = classifier.manifest.submodule {
      let pin = TreeItem(mode: .gitlink, id: candidate)
      let step = steps.last { $0.path == submodule }
      let item = try step.map(\.new) ?? edge.repository.item(at: submodule, in: tree)
      return item == pin ? [] : ["the submodule \(submodule.text) isn't at \(candidate.short)"]
    }
    let wanted = try Projector(upstream, classifier).syncedFiles(
      of: upstream.commitTree(candidate))
    var present: [RepoPath: TreeItem] = [:]
    for root in classifier.roots {
      guard let item = try edge.repository.item(at: root, in: tree) else { continue }
      let files =
        item.mode == .folder
        ? try edge.repository.files(of: item.id, at: root) : [(path: root, item: item)]
      for file in files { present[file.path] = file.item }
    }
    for step in steps { present[step.path] = step.new }
    // Under an earlier manifest, what has been declared edge-specific since may be there.
    return wanted.keys.sorted().filter {
      present[$0] != wanted[$0]?.item && edge.classifier.edgeRule(of: $0) == nil
    }.map {
      present[$0] == nil ? "\($0.text) is missing" : "\($0.text) differs from upstream"
    }
  }
}

extension Duration {
  /// The duration in seconds.
  package var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) / 1e18
  }
}
