import Git
import Text

/// Compares a submodule with the commit it has to be at: in HEAD, the index and the work tree, with
/// every file in it.
package struct SubmoduleVerifier {
  /// What was found.
  package struct Finding {
    /// What differs, by its path in the edge repo.
    package fileprivate(set) var drift: [RepoPath: Drift.Kind] = [:]
    /// The same, as what stands in a sync's way.
    package fileprivate(set) var blockers: [PlanBlocker] = []
    /// Files in it that its git neither tracks nor ignores.
    package fileprivate(set) var strays: [RepoPath] = []
    /// What a person should know of it.
    package fileprivate(set) var remark: SafeText?
  }

  private let edge: Repository
  private let path: RepoPath
  private let pin: ObjectID

  /// A verifier of the submodule at a path.
  package init(_ edge: Repository, at path: RepoPath, pin: ObjectID) {
    self.edge = edge
    self.path = path
    self.pin = pin
  }

  private var wanted: TreeItem { TreeItem(mode: .gitlink, id: pin) }

  /// Compares everything.
  package func verify() throws(GitError) -> Finding {
    var finding = Finding()
    let head = try edge.head().commit
    let committed = try head.map { id throws(GitError) in
      try edge.item(at: path, in: edge.commitTree(id))
    }
    let inHead = committed ?? nil
    let inIndex = try edge.indexItem(at: path)
    if inHead != wanted {
      note(.head(pin: pin), inHead == nil ? .missing : .modified, in: &finding)
    }
    if inIndex != wanted, inIndex != inHead {
      note(.index(pin: pin), inIndex == nil ? .missing : .modified, in: &finding)
    }
    try verifyCheckout(&finding)
    return finding
  }

  private func verifyCheckout(_ finding: inout Finding) throws(GitError) {
    switch try edge.submoduleCheckout(at: path) {
    case .empty:
      finding.remark =
        "the submodule \(path.text) isn't initialised here; `git submodule update --init \(pathspec: path)` brings its files"
    case .missing: note(.missing, .missing, in: &finding)
    case .foreign: note(.foreign, .modified, in: &finding)
    case .repository(let submodule):
      if let operation = submodule.operationInProgress {
        note(.operation(operation), .modified, in: &finding)
      }
      let head = try submodule.head().commit
      if head != pin { note(.checkout, .modified, in: &finding) }
      let tree = try head.map { id throws(GitError) in try submodule.commitTree(id) }
      var files: [RepoPath: Drift.Kind] = [:]
      for change in try submodule.stagedChanges(against: tree, under: []) {
        Drift.note(Drift.Kind(change.kind), at: change.path, in: &files)
      }
      for change in try submodule.unstagedChanges(under: []) {
        if change.kind == .untracked {
          // What is deleted from the index only, and lies there, is told as deleted.
          if files[change.path] == nil { finding.strays.append(path.appending(change.path)) }
        } else {
          Drift.note(Drift.Kind(change.kind), at: change.path, in: &files)
        }
      }
      for (file, kind) in files.sorted(by: { $0.key < $1.key }) {
        let place = path.appending(file)
        finding.drift[place] = kind
        finding.blockers.append(.submodule(.file(kind), at: place, in: path))
      }
    }
  }

  private func note(
    _ trouble: SubmoduleIssue, _ kind: Drift.Kind, in finding: inout Finding
  ) {
    Drift.note(kind, at: path, in: &finding.drift)
    finding.blockers.append(.submodule(trouble, at: path, in: path))
  }

  /// What keeps the checkout from following to another commit, although nothing in it was changed, or what
  /// was may be replaced: files of a person's where upstream comes to have one, and files that a filter
  /// keeps.
  ///
  /// - Parameters:
  ///   - commit: The commit.
  ///   - upstream: A repository that has it.
  ///   - drifted: Paths of the edge repo that are known to be changed.
  package func blockers(
    to commit: Commit, in upstream: Repository, drifted: Set<RepoPath> = []
  ) throws -> [PlanBlocker] {
    guard case .repository(let submodule) = try edge.submoduleCheckout(at: path) else { return [] }
    let head = try submodule.head().commit.map { id throws(GitError) in
      try submodule.commitTree(id)
    }
    let present = try files(of: head, in: submodule)
    let wanted = try files(of: commit.tree, in: upstream)
    var conflicts = try PathConflicts(
      submodule, head: head ?? .emptyTree,
      leaving: Set(present.keys.filter { wanted[$0] == nil }))
    let tree = try WorkTree(of: submodule)
    var blockers: [PlanBlocker] = []
    for path in Set(present.keys).union(wanted.keys).sorted()
    where present[path] != wanted[path] && !drifted.contains(self.path.appending(path)) {
      let place = self.path.appending(path)
      if let old = present[path] {
        // Nothing was changed here, so that another id is a filter's work.
        if old.mode != .gitlink, try !tree.same(tree.item(at: path), old) {
          blockers.append(.submodule(.filtered, at: place, in: self.path))
        }
      } else if let blocker = try conflicts.blocker(of: path) {
        blockers.append(.submodule(.stray, at: self.path.appending(blocker), in: self.path))
      }
    }
    return blockers
  }

  private func files(
    of tree: ObjectID?, in repository: Repository
  ) throws(GitError) -> [RepoPath: TreeItem] {
    var files: [RepoPath: TreeItem] = [:]
    guard let tree else { return files }
    for file in try repository.files(of: tree) { files[file.path] = file.item }
    return files
  }

  /// What of the checkout isn't as its own HEAD has it, file by file, as a forced recovery replaces it.
  package static func driftedSteps(in submodule: Repository) throws(GitError) -> [Plan.Step] {
    let head = try submodule.head().commit.map { id throws(GitError) in
      try submodule.commitTree(id)
    }
    var paths = Set(try submodule.stagedChanges(against: head, under: []).map(\.path))
    paths.formUnion(try submodule.unstagedChanges(under: [], untracked: false).map(\.path))
    let tree = try WorkTree(of: submodule)
    var steps: [Plan.Step] = []
    for path in paths.sorted() {
      let committed = try head.map { id throws(GitError) in try submodule.item(at: path, in: id) }
      let file = (committed ?? nil).flatMap { $0.mode == .folder ? nil : $0 }
      steps.append(
        Plan.Step(
          path: path, old: file, new: file,
          drifted: Plan.Step.Drifted(
            index: try submodule.indexItem(at: path), workTree: try tree.item(at: path))))
    }
    return steps
  }
}
