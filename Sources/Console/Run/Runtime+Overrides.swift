import Git
import Landing
import Planning
import Reading
import Reports
import Rules
import Text
import Upstream

/// Files of the edge repo's own that upstream has too.
extension Runtime {
  func carry(_ path: RepoPath, to target: ObjectID) {
    let (queue, clock, folder, prompting) = (queue, clock, folder, prompting)
    landing = start {
      var kept: Rescue.Kept?
      do {
        let session = try Self.session(at: folder, queue, prompting, clock)
        let (edge, upstream) = (session.edge, session.upstream)
        let carry = try CarryOver(
          Self.versions(path, to: target, edge, upstream), in: edge)
        _ = try CarryOver.write([carry], in: edge, by: session.who) { kept = $0 }
        queue.post(
          .overrides(
            .carried(
              path,
              CarryReport.written(carry, kept: kept, isAtPin: target == edge.lock.pin.id))))
      } catch {
        var words = Self.words(error)
        if let kept { words += " What stood there comes back with `\(Rescue.command(for: kept))`." }
        queue.post(.overrides(.failed(path, words)))
      }
    }
  }

  /// Looks which files have conflicts that aren't resolved.
  func findConflicts(in paths: [RepoPath]) {
    let queue = queue
    submit(to: conflicts) { context, _ in
      // Another program may have resolved them since the last look at the repo.
      let edge = try EdgeRepo(at: context.folder)
      queue.post(.lock(.conflicts(try UnresolvedConflicts.of(paths, in: edge))))
    } orElse: { reason in
      .notice(Notice(.warning, "can't tell whether conflicts are resolved: " + reason))
    }
  }

  /// The versions of an override that upstream's change up to a commit is merged of.
  private static func versions(
    _ path: RepoPath, to target: ObjectID, _ edge: EdgeRepo, _ upstream: Repository
  ) throws -> OverrideVersions {
    try OverrideVersions(
      of: path, at: target, among: CarryOver.overrides(of: edge, at: target, in: upstream),
      in: edge, upstream)
  }

  /// What the edge repo's own file has otherwise than upstream's.
  static func yours(
    _ path: RepoPath, _ source: DiffSource, _ context: WorkerContext
  ) throws -> DiffBody {
    let edge = try context.edge
    guard let theirs = source.change.new, theirs.mode.isRegular,
      let yours = try ownText(path, in: edge)
    else { return DiffBody(note: "Yours is no regular file.") }
    if try context.upstream.blobSize(theirs.id) > Repository.maximumComparedSize
      || !Repository.isComparable(yours)
    {
      return DiffBody(note: "Too large to compare.")
    }
    let patch = try Repository.patch(
      from: context.upstream.blob(theirs.id), to: yours, source.settings)
    let unresolved = UnresolvedConflicts(
      in: yours, at: path, isUnmerged: try edge.repository.unmergedPaths().contains(path))
    return DiffBody(
      patch,
      notes: [
        patch.hunks.isEmpty
          ? "Yours is the same as upstream's now." : "− upstream's now   + yours"
      ], conflicts: unresolved.map { .unresolved($0.lines.count) })
  }

  /// The file in the work tree as git would store it, else the one in HEAD; nil where it is no regular file.
  private static func ownText(_ path: RepoPath, in edge: EdgeRepo) throws -> [UInt8]? {
    let repository = edge.repository
    if try repository.foreignConversion(at: path) == nil,
      case .file(let bytes, _) = try NewFile.standing(
        at: path, below: edge.root, limit: Repository.maximumComparedSize)
    {
      return try repository.converted(toObject: bytes, at: path)
    }
    guard let head = try repository.head().commit,
      let own = try repository.item(at: path, in: repository.commitTree(head)), own.mode.isRegular,
      try repository.blobSize(own.id) <= Repository.maximumComparedSize
    else { return nil }
    return try repository.blob(own.id)
  }

  /// All three versions, and what upstream's change makes of the edge repo's own: of one that has conflicts already, where
  /// they are.
  static func merge(
    _ path: RepoPath, to target: ObjectID, showsVersions: Bool, _ source: DiffSource,
    _ context: WorkerContext
  ) throws -> DiffBody {
    let (edge, upstream) = (try context.edge, try context.upstream)
    let versions = try versions(path, to: target, edge, upstream)
    var (patch, conflicts): (FilePatch, DiffBody.Conflicts?) = (.empty, nil)
    let note: SafeText
    if let unresolved = versions.unresolved {
      conflicts = .unresolved(unresolved.lines.count)
      note = "Not merged: yours \(CarryReport.unresolved(unresolved))."
    } else {
      let carry = try CarryOver(versions, in: edge)
      patch = try Repository.patch(
        from: carry.yours.bytes, to: carry.merged.bytes, source.settings)
      if carry.conflicts > 0 { conflicts = .merged(carry.conflicts) }
      note = CarryReport.merged(carry)
    }
    guard showsVersions else { return DiffBody(patch, notes: [note], conflicts: conflicts) }
    let columns = try ThreeVersions(
      before: versions.before.bytes, now: versions.now.bytes, yours: versions.yours.bytes,
      source.settings)
    return DiffBody(
      columns, merge: patch,
      titles: ["upstream, last seen", "upstream \(target.short)", "yours"], note: note,
      conflicts: conflicts)
  }
}
