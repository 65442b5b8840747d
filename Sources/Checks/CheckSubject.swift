import Git
import Landing
import Planning
import Rules
import SystemPackage
import Upstream

/// What checks are about: a commit that holds the very files, and the tree that results belong to.
package struct CheckSubject: Hashable, Sendable {
  /// A folder in the edge repo.
  package let repository: FilePath
  /// The commit whose files are laid out.
  package let commit: ObjectID
  /// The tree that results belong to: the commit's, without the lock and the changelog.
  package let tree: ObjectID
  /// The tree that stands in the edge repo now, which failing tests are compared with; nil where that is
  /// what is checked.
  package let presentTree: ObjectID?
  /// The commit of the edge repo that holds that tree, which benchmarks are compared with; nil as above.
  package let base: ObjectID?
  /// The pin.
  package let pin: ObjectID
  /// The upstream commit that would become the pin; the pin itself where none is proposed.
  package let candidate: ObjectID
  /// The kind of sync.
  package let kind: SyncKind
  /// Edge-specific files as upstream has them at the candidate; nil where no benchmark is compared with upstream.
  package let counterparts: Counterparts?
  /// The submodule whose files belong to the commit's; nil in selective mode.
  package let submodule: Submodule?

  /// A submodule, and where its commits are.
  package struct Submodule: Hashable, Sendable {
    /// Its path in the edge repo.
    package let path: RepoPath
    /// The upstream repository's folder.
    package let upstream: FilePath

    /// The submodule of an edge repo; nil in selective mode.
    package init?(of edge: EdgeRepo) {
      guard let path = edge.manifest.submodule else { return nil }
      self.path = path
      upstream = edge.upstream.folder
    }
  }

  /// A subject from its parts.
  package init(
    repository: FilePath, commit: ObjectID, tree: ObjectID, presentTree: ObjectID? = nil,
    base: ObjectID? = nil, pin: ObjectID, candidate: ObjectID,
    kind: SyncKind, counterparts: Counterparts? = nil, submodule: Submodule? = nil
  ) {
    self.repository = repository
    self.commit = commit
    self.tree = tree
    self.presentTree = presentTree
    self.base = base
    self.pin = pin
    self.candidate = candidate
    self.kind = kind
    self.counterparts = counterparts
    self.submodule = submodule
  }

  /// What its results are compared with.
  var baselines: Baselines { Baselines(present: presentTree, counterparts: counterparts) }

  /// What stands in the edge repo now, as a subject of its own; nil where that is what this one is.
  var present: CheckSubject? {
    guard let base, let presentTree else { return nil }
    return CheckSubject(
      repository: repository, commit: base, tree: presentTree, pin: pin, candidate: pin,
      kind: kind, submodule: submodule)
  }

  /// What the edge repo has committed.
  ///
  /// - Parameters:
  ///   - checks: The checks that it is the subject of.
  ///   - upstream: Where edge-specific files' counterparts are read.
  package init(
    presentOf edge: EdgeRepo, for checks: [CheckDefinition], in upstream: Repository
  ) throws {
    let head = try edge.repository.head()
    guard let id = head.commit else { throw PlanError.noBranch(head) }
    self.init(
      repository: edge.root, commit: id,
      tree: try edge.checkedTree(of: edge.repository.commitTree(id)), pin: edge.lock.pin.id,
      candidate: edge.lock.pin.id, kind: .weekly,
      counterparts: try Counterparts(
        of: edge, for: checks, at: edge.lock.pin.id, in: upstream),
      submodule: Submodule(of: edge))
  }

  /// The subject that a proposal is.
  ///
  /// - Parameters: As above.
  package init(
    _ proposal: Proposal, in edge: EdgeRepo, for checks: [CheckDefinition],
    _ upstream: Repository
  ) throws {
    self.init(
      repository: edge.root, commit: proposal.commit, tree: proposal.checkedTree,
      presentTree: proposal.presentTree, base: proposal.base,
      pin: proposal.plan.from, candidate: proposal.plan.to.id, kind: proposal.kind,
      counterparts: try Counterparts(
        of: edge, for: checks, at: proposal.plan.to.id, in: upstream),
      submodule: Submodule(of: edge))
  }
}
