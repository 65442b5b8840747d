import Git
import Upstream

/// What a sync takes along of what was noted.
extension NoteBook {
  /// The notes on what a sync from one upstream commit to another brings: on its commits, on the versions of files that
  /// come with it, and on what it takes away of those that were there.
  ///
  /// - Returns: None where upstream doesn't have both commits any more.
  package func landed(
    from old: ObjectID, to new: ObjectID, in upstream: Repository
  ) throws(GitError) -> [Note] {
    guard !isEmpty, old != new, upstream.contains(old), upstream.contains(new) else { return [] }
    let commits = try notedCommits(from: old, to: new, upstream)
    let (brought, taken) = try changedVersions(from: old, to: new, upstream)
    return notes.filter { note in
      switch note.subject {
      case .commit(let id): commits.contains(id)
      case .file(let file): (file.isRemoved ? taken : brought).contains(file.version)
      }
    }
  }

  private func notedCommits(
    from old: ObjectID, to new: ObjectID, _ upstream: Repository
  ) throws(GitError) -> Set<ObjectID> {
    var wanted: Set<ObjectID> = []
    for note in notes {
      if case .commit(let id) = note.subject { wanted.insert(id) }
    }
    var found: Set<ObjectID> = []
    if wanted.isEmpty { return found }
    var range = try CommitRange(upstream, from: new, notFrom: [old])
    while found.count < wanted.count, let node = try range.nextNode() {
      if wanted.contains(node.id) { found.insert(node.id) }
    }
    return found
  }

  /// The noted versions that stand in the newer commit alone, and those that stand in the older one alone.
  private func changedVersions(
    from old: ObjectID, to new: ObjectID, _ upstream: Repository
  ) throws(GitError) -> (brought: Set<FileVersion>, taken: Set<FileVersion>) {
    var paths: Set<RepoPath> = []
    for note in notes {
      if case .file(let file) = note.subject { paths.insert(file.version.upstreamPath) }
    }
    let sorted = paths.sorted()
    var (brought, taken): (Set<FileVersion>, Set<FileVersion>) = ([], [])
    if sorted.isEmpty { return (brought, taken) }
    let lookup = PathLookup(sorted, in: upstream)
    let before = try lookup.items(in: upstream.commitTree(old))
    let after = try lookup.items(in: upstream.commitTree(new))
    for (index, path) in sorted.enumerated() where before[index]?.id != after[index]?.id {
      if let item = after[index] {
        brought.insert(FileVersion(upstreamPath: path, blob: item.id))
      }
      if let item = before[index] {
        taken.insert(FileVersion(upstreamPath: path, blob: item.id))
      }
    }
    return (brought, taken)
  }
}
