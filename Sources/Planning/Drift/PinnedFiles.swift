import Git
import Journal
import Rules
import Text
import Upstream

/// The files that the lock says are synced: upstream's at the pin, under the manifest that made the lock.
package struct PinnedFiles {
  /// The synced files by their path in the edge repo, but for those that the present manifest declares
  /// edge-specific.
  package let files: [RepoPath: Projector.SyncedFile]
  /// The manifest whose mappings the lock is about: the present one, or an earlier one from history
  /// where mappings have changed since.
  package let manifest: Manifest
  /// Upstream's tree at the pin.
  let tree: ObjectID

  /// Finds the files that a lock stands for.
  ///
  /// The lock holds a tree id for each mapping. Where the present manifest gives other trees, or its
  /// mappings have moved, the edge repo's history is searched for the one that the lock goes with.
  ///
  /// - Throws: ``LockMismatch`` where no manifest does; ``UpstreamError/pinMissing(pin:url:isFetched:)`` where
  ///   upstream doesn't have the pin.
  package init(of edge: EdgeRepo, in upstream: Repository) throws {
    let lock = edge.lock
    guard let commit = try? upstream.commit(lock.pin.id) else {
      throw edge.upstream.pinMissing(lock.pin.id, from: upstream)
    }
    tree = commit.tree
    var found: [(manifest: Manifest, files: [RepoPath: Projector.SyncedFile])] = []
    let beside = try Self.manifests(besideLockOf: edge)
    var isMakerKnown = false
    for (index, manifest) in beside.manifests.enumerated() {
      guard let files = try Self.files(lock, manifest, upstream, commit.tree) else { continue }
      if index == 0 { isMakerKnown = beside.isFirstMaker }
      found.append((manifest, files))
    }
    if found.isEmpty {
      found.append(try Self.earlierManifest(of: edge, upstream, commit.tree))
    }
    var best = 0
    if found.count > 1 {
      // Mappings that only moved give the same trees; where the files are tells which made the lock. One
      // that is known to have made it is left only where a person has moved all of its files: by some that
      // are missing or changed, another's names would be given for them.
      let present = try found.map { try Self.present($0.files, by: $0.manifest, in: edge) }
      for index in present.indices {
        let isWhole = present[index] == 2 * found[index].files.count
        // Files that became a submodule stay beside it.
        let isSubmodule =
          isWhole && present[index] > 0 && found[best].manifest.submodule == nil
          && edge.manifest.submodule != nil
          && found[index].manifest.submodule == edge.manifest.submodule
        if isSubmodule || present[index] > present[best] && (!isMakerKnown || isWhole) {
          best = index
        }
      }
    }
    manifest = found[best].manifest
    // What has been declared edge-specific since is the edge repo's now, however it got to be as it is.
    let present = edge.classifier
    files = found[best].files.filter { present.edgeRule(of: $0.key) == nil }
  }

  /// The files that a lock stands for if a manifest made it; nil where it can't have.
  ///
  /// One whose mappings clash, or take more than edgesync does, was committed and put right before it made anything.
  private static func files(
    _ lock: Lock, _ manifest: Manifest, _ upstream: Repository, _ tree: ObjectID
  ) throws -> [RepoPath: Projector.SyncedFile]? {
    let notYetSynced = Set(lock.mappings.indices.filter { lock.mappings[$0].isNotYetSynced })
    do {
      guard try gives(lock, manifest, upstream, tree) else { return nil }
      return try Projector(upstream, Classifier(manifest)).syncedFiles(
        of: tree, skipping: notYetSynced)
    } catch is ManifestError {
      return nil
    } catch GitError.tooLarge {
      return nil
    }
  }

  /// How many of some files HEAD holds: those that are there, and once more those that are as they were.
  private static func present(
    _ files: [RepoPath: Projector.SyncedFile], by manifest: Manifest, in edge: EdgeRepo
  ) throws -> Int {
    guard let head = try edge.repository.head().commit else { return 0 }
    let tree = try edge.repository.commitTree(head)
    if let submodule = manifest.submodule {
      let pin = TreeItem(mode: .gitlink, id: edge.lock.pin.id)
      return try edge.repository.item(at: submodule, in: tree) == pin ? 2 * files.count : 0
    }
    return try files.reduce(0) { sum, file in
      guard let item = try edge.repository.item(at: file.key, in: tree) else { return sum }
      return sum + (item == file.value.item ? 2 : 1)
    }
  }

  /// Whether a manifest's mappings give exactly the lock's trees.
  static func gives(
    _ lock: Lock, _ manifest: Manifest, _ upstream: Repository, _ tree: ObjectID
  ) throws -> Bool {
    guard manifest.mappings.map(\.name) == lock.mappings.map(\.name) else { return false }
    let projector = Projector(upstream, Classifier(manifest))
    for (index, state) in lock.mappings.enumerated() where !state.isNotYetSynced {
      let mapping = manifest.mappings[index]
      // No manifest that gives a file no name has made a lock.
      if mapping.to.isRoot,
        let item = try upstream.item(at: mapping.from, in: tree), item.mode != .folder
      {
        return false
      }
      if try projector.project(index, of: tree).tree != state.tree { return false }
    }
    return true
  }

  /// What of a manifest says which files are synced, and to where.
  private struct Rules: Hashable {
    private struct Mapping: Hashable {
      let name: String
      let from: RepoPath
      let to: RepoPath
      let patterns: [[String]]
    }

    private let submodule: RepoPath?
    private let edge: [String]
    private let mappings: [Mapping]

    init(_ manifest: Manifest) {
      submodule = manifest.submodule
      edge = manifest.edge.patterns.map(\.source)
      mappings = manifest.mappings.map { mapping in
        Mapping(
          name: mapping.name, from: mapping.from, to: mapping.to,
          patterns: [mapping.include, mapping.exclude, mapping.edge].map { list in
            list.patterns.map(\.source)
          })
      }
    }
  }

  /// Commits looked at for manifests that stood beside the lock as it is.
  private static let maximumSteps = 2000

  /// The manifests that stood beside the lock as it is and differ in which files they take or where they
  /// put them: the lock's maker first, where it is known, then the present one, then others, the newest
  /// first.
  ///
  /// The maker is the newest sync's, or that of the commit which brought the lock.
  private static func manifests(
    besideLockOf edge: EdgeRepo
  ) throws -> (manifests: [Manifest], isFirstMaker: Bool) {
    let repository = edge.repository
    var manifests = [edge.manifest]
    var landed: Rules?
    /// Those of the commit that brought the lock, as far as it has been gone back.
    var oldest: Rules?
    var tried: Set<ObjectID> = []
    var rules: Set<Rules> = [Rules(edge.manifest)]
    var sameLocks: Set<ObjectID> = []
    /// Whether a commit's lock says what this one says.
    func holdsLock(_ tree: ObjectID) throws -> Bool {
      guard let item = try repository.item(at: RepoPath(Lock.fileName), in: tree),
        item.mode.isRegular
      else { return false }
      if sameLocks.contains(item.id) { return true }
      guard let lock = try? Lock(parsing: OwnFile.lock.read(item.id, in: repository)),
        lock.pin.id == edge.lock.pin.id, lock.mappings == edge.lock.mappings
      else { return false }
      sameLocks.insert(item.id)
      return true
    }
    var next = try repository.head().commit
    for _ in 0..<maximumSteps {
      guard let id = next else { break }
      let commit = try repository.commit(id)
      guard try holdsLock(commit.tree) else { break }
      if let item = try repository.item(at: RepoPath(Manifest.fileName), in: commit.tree),
        item.mode.isRegular, tried.insert(item.id).inserted || landed == nil,
        let manifest = try? Manifest(parsing: OwnFile.manifest.read(item.id, in: repository))
      {
        let own = Rules(manifest)
        if rules.insert(own).inserted { manifests.append(manifest) }
        if landed == nil, Trailers(parsing: commit.message) != nil { landed = own }
        oldest = own
      } else if landed == nil {
        oldest = nil
      }
      let parents = commit.parents.filter { repository.contains($0) }
      next = try parents.first { try holdsLock(repository.commitTree($0)) }
      // Before the end of a shallow clone there may be more.
      if parents.count < commit.parents.count { oldest = nil }
    }
    // Where the search was given up, it isn't known which commit brought the lock.
    if next != nil { oldest = nil }
    if let maker = landed ?? oldest, let index = manifests.firstIndex(where: { Rules($0) == maker })
    {
      manifests.insert(manifests.remove(at: index), at: 0)
      return (manifests, true)
    }
    return (manifests, false)
  }

  /// Manifests of the edge repo's history tried at the most.
  private static let maximumTries = 200

  private static func earlierManifest(
    of edge: EdgeRepo, _ upstream: Repository, _ tree: ObjectID
  ) throws -> (manifest: Manifest, files: [RepoPath: Projector.SyncedFile]) {
    var tried: Set<ObjectID> = []
    var next = try edge.repository.head().commit
    var steps = 0
    var cutOff: CutOff?
    while let id = next, tried.count < Self.maximumTries, steps < 10_000 {
      steps += 1
      let commit = try edge.repository.commit(id)
      let isEnd = try edge.repository.shallowBoundary().contains(id)
      if isEnd { cutOff = CutOff(commit: id, date: commit.committer.time) }
      next = isEnd ? nil : commit.parents.first
      let path = RepoPath(Manifest.fileName)
      guard let item = try edge.repository.item(at: path, in: commit.tree),
        item.mode.isRegular, tried.insert(item.id).inserted,
        let manifest = try? Manifest(parsing: OwnFile.manifest.read(item.id, in: edge.repository))
      else { continue }
      if let files = try files(edge.lock, manifest, upstream, tree) { return (manifest, files) }
    }
    if let adopted = try adoptedManifest(of: edge, upstream, tree),
      let files = try files(edge.lock, adopted, upstream, tree)
    {
      return (adopted, files)
    }
    // What is wrong with the present one says more than that none fits.
    _ = try Projector(upstream, edge.classifier).syncedFiles(of: tree)
    throw LockMismatch(pin: edge.lock.pin.id, cutOff: cutOff)
  }
}

/// The lock's trees aren't what any known manifest makes of upstream at the pin.
package struct LockMismatch: ActionableError {
  let pin: ObjectID
  /// Where a shallow clone's history ends, in which the manifest may be that made the lock.
  let cutOff: CutOff?

  /// What failed.
  package var what: SafeText { SafeText(Lock.fileName) }
  /// Why it failed.
  package var why: SafeText {
    let end: SafeText = cutOff.map { "; history is cut off at \($0.commit.short)" } ?? ""
    return
      "its trees aren't what upstream has at the pin \(pin.short) under this or an earlier manifest"
      + end
  }
  /// The next step.
  package var remedy: SafeText {
    if cutOff != nil { return "Run `git fetch --unshallow`, and try again" }
    return
      "Restore the last good ones, which `git log -- edgesync.lock edgesync.yml` shows, with `git checkout COMMIT -- edgesync.lock edgesync.yml`; or `git rm --force edgesync.lock` and write a new one with `edgesync init --pin \(pin.short)`"
  }
  /// The exit status it leads to.
  package var exitStatus: ExitStatus { .invalid }
}
