import Git
import Rules
import Text
import Upstream

/// Compares the edge repo with upstream at the pin: HEAD, the index and the work tree.
package struct Verifier {
  private let edge: EdgeRepo
  private let upstream: Repository
  private let pinned: PinnedFiles
  private let classifier: Classifier

  /// A verifier of an edge repo whose pinned files are known.
  package init(_ edge: EdgeRepo, _ upstream: Repository, _ pinned: PinnedFiles) {
    self.edge = edge
    self.upstream = upstream
    self.pinned = pinned
    classifier = Classifier(pinned.manifest)
  }

  /// Compares everything that mappings fill.
  package func verify() throws -> Verification {
    if let submodule = pinned.manifest.submodule { return try verify(submodule) }
    var drift: [RepoPath: Drift.Kind] = [:]
    var strays: Set<RepoPath> = []
    let head = try edge.repository.head().commit.map { try edge.repository.commit($0).tree }
    try compareHead(head, &drift, &strays)
    let roots = classifier.roots
    for change in try edge.repository.stagedChanges(against: head, under: roots) {
      take(change, &drift, &strays)
    }
    for change in try edge.repository.unstagedChanges(under: roots) {
      take(change, &drift, &strays)
    }
    let sorted = drift.map { Drift(path: $0.key, kind: $0.value) }.sorted { $0.path < $1.path }
    return Verification(
      pin: edge.lock.pin.id, files: pinned.files.count, drift: sorted,
      strays: try strays.filter { try isStray($0) }.sorted(),
      blockers: sorted.map { .drift($0.path, $0.kind) }, remarks: [])
  }

  /// Compares the submodule, which holds every synced file at once.
  private func verify(_ submodule: RepoPath) throws -> Verification {
    let found = try SubmoduleVerifier(
      edge.repository, at: submodule, pin: edge.lock.pin.id
    ).verify()
    return Verification(
      pin: edge.lock.pin.id, files: pinned.files.count,
      drift: found.drift.map { Drift(path: $0.key, kind: $0.value) }.sorted { $0.path < $1.path },
      strays: found.strays.filter { classifier.edgeRule(of: $0) == nil }.sorted(),
      blockers: found.blockers, remarks: found.remark.map { [$0] } ?? [])
  }

  private func compareHead(
    _ tree: ObjectID?, _ drift: inout [RepoPath: Drift.Kind], _ strays: inout Set<RepoPath>
  ) throws {
    var present: [RepoPath: TreeItem] = [:]
    if let tree {
      for root in classifier.roots {
        guard let item = try edge.repository.item(at: root, in: tree) else { continue }
        if item.mode == .folder {
          for file in try edge.repository.files(of: item.id, at: root) {
            present[file.path] = file.item
          }
        } else {
          present[root] = item
        }
      }
    }
    for (path, file) in pinned.files {
      guard let item = present[path] else {
        drift[path] = .missing
        continue
      }
      if item == file.item { continue }
      drift[path] = item.id == file.item.id && item.mode.isRegular ? .mode : .modified
    }
    for path in present.keys where pinned.files[path] == nil { strays.insert(path) }
  }

  private func take(
    _ change: WorkChange, _ drift: inout [RepoPath: Drift.Kind], _ strays: inout Set<RepoPath>
  ) {
    guard pinned.files[change.path] != nil else {
      if change.kind == .added || change.kind == .untracked { strays.insert(change.path) }
      return
    }
    // What the index doesn't know but lies there was deleted from the index, and told as that.
    if change.kind == .untracked { return }
    Drift.note(Drift.Kind(change.kind), at: change.path, in: &drift)
  }

  /// Whether a file that isn't synced is nobody's: not edge-specific, not an upstream file that the
  /// mapping leaves out, not ignored.
  private func isStray(_ path: RepoPath) throws -> Bool {
    if classifier.edgeRule(of: path) != nil { return false }
    let tree = try upstream.commitTree(edge.lock.pin.id)
    for source in classifier.upstreamPaths(of: path) {
      if let item = try upstream.item(at: source, in: tree), item.mode != .folder { return false }
    }
    // What git tracks, it doesn't ignore, whatever the patterns say.
    if try edge.repository.indexItem(at: path) != nil { return true }
    return try !edge.repository.isIgnored(path)
  }
}
