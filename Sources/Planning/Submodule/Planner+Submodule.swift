import Git
import Rules
import Text
import Upstream

extension Planner {
  /// Refuses where the lock goes with another mode or another submodule than the manifest's: moving
  /// between the two is more than a sync.
  func refuseOtherSetUp(_ pinned: PinnedFiles) throws {
    let (was, present) = (pinned.manifest.submodule, classifier.manifest.submodule)
    if was != present {
      throw PlanError.otherSetUp(was: was, is: present, pin: edge.lock.pin.id)
    }
  }

  /// The one step of a sync in submodule mode: the gitlink moves.
  func submoduleSteps(_ submodule: RepoPath, to candidate: Commit) throws -> [Plan.Step] {
    guard try edge.repository.submoduleSettings(at: submodule)?.url != nil else {
      throw PlanError.noSubmodule(submodule, url: classifier.manifest.upstream.shown)
    }
    // git brings all of upstream into the submodule, mapped or not.
    try refuse(upstream.files(of: candidate.tree, at: submodule))
    if candidate.id == edge.lock.pin.id { return [] }
    return [
      Plan.Step(
        path: submodule, old: TreeItem(mode: .gitlink, id: edge.lock.pin.id),
        new: TreeItem(mode: .gitlink, id: candidate.id))
    ]
  }

  /// Refuses where the submodule isn't as the pin has it, or can't follow to the candidate.
  ///
  /// - Parameter overDrift: Whether drift is replaced instead: another commit, and changed files.
  /// - Returns: The paths of drift that is to be replaced, sorted.
  func refuseBlockers(
    in submodule: RepoPath, to candidate: Commit, overDrift: Bool, _ pinned: PinnedFiles,
    _ head: ObjectID
  ) throws -> [RepoPath] {
    let found = try Verifier(edge, upstream, pinned).verify().blockers
    var blockers = overDrift ? found.filter { !$0.isReplaceable } : found
    if blockers.isEmpty {
      blockers += try SubmoduleVerifier(
        edge.repository, at: submodule, pin: edge.lock.pin.id
      ).blockers(to: candidate, in: upstream, drifted: Set(found.compactMap(\.path)))
    }
    var conflicts = try PathConflicts(edge.repository, head: head, leaving: [])
    blockers += try changelogBlockers(&conflicts, head)
    if !blockers.isEmpty { throw PlanError.inTheWay(blockers) }
    return Set(found.compactMap(\.path)).sorted()
  }

  /// The one step of a forced recovery: from whatever HEAD, the index and the checkout hold.
  func submoduleStepOverDrift(
    _ submodule: RepoPath, to candidate: Commit, _ head: ObjectID
  ) throws -> Plan.Step {
    let committed = try edge.repository.item(at: submodule, in: head)
    let indexed = try edge.repository.indexItem(at: submodule)
    for item in [committed, indexed] {
      if let item, item.mode != .gitlink { throw PlanError.inTheWay([.stray(submodule)]) }
    }
    var checkedOut: TreeItem?
    if case .repository(let repository) = try edge.repository.submoduleCheckout(at: submodule) {
      checkedOut = try repository.head().commit.map { TreeItem(mode: .gitlink, id: $0) }
    }
    return Plan.Step(
      path: submodule, old: committed, new: TreeItem(mode: .gitlink, id: candidate.id),
      drifted: Plan.Step.Drifted(index: indexed, workTree: checkedOut))
  }

  /// What a reviewer should know of a submodule's move.
  func submoduleRemarks(to candidate: Commit, _ files: [FileChange]) throws -> [SafeText] {
    guard let submodule = classifier.manifest.submodule else { return [] }
    var remarks: [SafeText] = []
    let others = files.count { $0.group != .synced }
    if others > 0 {
      remarks.append(
        "\(submodule.text): the submodule also brings \(counted(others, "changed file")) that no mapping has"
      )
    }
    if case .empty = try edge.repository.submoduleCheckout(at: submodule) {
      remarks.append(
        "\(submodule.text): the submodule isn't initialised here, so that only its commit is recorded"
      )
    }
    for file in try upstream.changes(
      from: upstream.commitTree(edge.lock.pin.id), to: candidate.tree)
    where file.new?.mode == .gitlink {
      remarks.append(
        "\(submodule.appending(file.path).text): a submodule of upstream's, which isn't fetched"
      )
    }
    return remarks + (try settingsRemarks(submodule))
  }

  /// What `.gitmodules` says otherwise than the manifest.
  private func settingsRemarks(_ submodule: RepoPath) throws -> [SafeText] {
    guard let settings = try edge.repository.submoduleSettings(at: submodule),
      let url = settings.url
    else { return [] }
    let address = classifier.manifest.upstream
    let other = UpstreamAddress(
      url: try edge.repository.resolvedSubmoduleURL(url), branch: settings.branch ?? "")
    var remarks: [SafeText] = []
    if !address.isSamePlace(as: other, from: edge.root) {
      // A url with a secret in it isn't repeated.
      let name: SafeText = other.urlRefusal == nil ? SafeText(url) : "another url"
      remarks.append(
        "\(submodule.text): .gitmodules has the submodule from \(name), and edgesync.yml upstream at \(address.shown): `git submodule update` fetches from the former"
      )
    }
    if let branch = settings.branch, branch != address.branch {
      remarks.append(
        "\(submodule.text): .gitmodules follows the branch \(SafeText(branch)), and edgesync.yml \(SafeText(address.branch))"
      )
    }
    return remarks
  }
}
