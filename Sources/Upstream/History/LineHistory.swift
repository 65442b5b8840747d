import Git
import Rules

/// Tells which commits of upstream's made lines and which removed them, by `git blame`.
package struct LineHistory {
  private let upstream: Repository
  private let git: GitCommand
  private let source: GitCommand.CommitSource

  /// The history of lines of upstream's files.
  package init(of edge: EdgeRepo, in upstream: Repository) throws(GitError) {
    self.upstream = upstream
    git = try edge.gitCommand()
    source = GitCommand.CommitSource(upstream, through: try edge.upstream.readingFolder())
  }

  /// Which commit made or removed a line.
  ///
  /// - Throws: ``GitError/command(words:status:output:)`` with git's words; ``GitError/unwanted``.
  package func origin(of line: LineInRange) throws(GitError) -> LineOrigin {
    var base = line.base
    if base == nil { base = try upstream.node(line.tip).parents.first }
    if line.isRemoved {
      guard let base, let remover = try remover(of: line, from: base) else { return .kept }
      return .removed(remover)
    }
    let blamed = try git.blame(
      line.number, of: line.path, from: base, to: line.tip, in: source,
      while: upstream.isWanted)
    return blamed.isBoundary ? .older : .made(blamed.commit)
  }

  /// The commit that removed a line; nil where git finds it at the tip, or no way from the base to there.
  ///
  /// Where a merge is the first without the line, it has that from another parent of its: who removed it is looked for
  /// there, unless all of them still have it.
  private func remover(of line: LineInRange, from base: ObjectID) throws(GitError) -> ObjectID? {
    var found: CommitNode?
    // Where it is to be looked for, the next one last.
    var tips = [line.tip]
    while let tip = tips.popLast() {
      let last = try git.lastCommit(
        having: line.number, of: line.path, from: base, to: tip, in: source,
        while: upstream.isWanted)
      if last == tip { continue }
      let children = try children(of: last, from: base, to: tip)
      guard let remover = children.last(where: { $0.parents.count == 1 }) ?? children.last else {
        continue
      }
      found = remover
      tips = remover.parents.filter { $0 != last && $0 != base }.reversed()
    }
    return found?.id
  }

  /// The children of a commit in a range, the newest first.
  private func children(
    of commit: ObjectID, from base: ObjectID, to tip: ObjectID
  ) throws(GitError) -> [CommitNode] {
    let range = CommitStream(upstream, from: tip, notFrom: [base])
    var children: [CommitNode] = []
    while let node = try range.next() {
      if node.parents.contains(commit) { children.append(node) }
    }
    return children
  }
}
