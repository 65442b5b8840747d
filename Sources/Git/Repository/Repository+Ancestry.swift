import Text

extension Repository {
  /// Whether a commit is another's ancestor, or the same.
  package func isAncestor(
    _ ancestor: ObjectID, of commit: ObjectID
  ) throws(GitError) -> Bool {
    if ancestor == commit { return true }
    if let answer = try isAncestorByWalk(ancestor, of: commit) { return answer }
    return try CommonAncestors(ancestor, commit, in: self).secondReaches(ancestor)
  }

  /// The same, found by a walk that goes no further back than the ancestor, by generation numbers or else
  /// in time; nil where commits older than it were met and not followed, so that only clocks could tell.
  private func isAncestorByWalk(
    _ ancestor: ObjectID, of commit: ObjectID
  ) throws(GitError) -> Bool? {
    let boundary = try shallowBoundary()
    let goal = try node(ancestor)
    let generation = goal.position.flatMap { commitGraph?.generation(at: $0) } ?? .max
    var isCutOff = false
    var seen: Set<ObjectID> = [commit]
    var pending = [commit]
    while let id = pending.popLast() {
      let node = try node(id)
      if boundary.contains(id) { continue }
      if let position = node.position, let graph = commitGraph {
        // What is in the commit-graph leads to nothing outside of it.
        if graph.generation(at: position) <= generation { continue }
      } else if node.time < goal.time {
        isCutOff = true
        continue
      }
      if node.parents.contains(ancestor) { return true }
      // The first parent is looked at first: the pin mostly stands on its line.
      for parent in node.parents.reversed() where seen.insert(parent).inserted {
        pending.append(parent)
      }
    }
    return isCutOff ? nil : false
  }

  /// A best common ancestor of two commits; nil where they have none.
  package func mergeBase(_ one: ObjectID, _ two: ObjectID) throws(GitError) -> ObjectID? {
    let best = try CommonAncestors(one, two, in: self).best
    guard best.count > 1 else { return best.first }
    for base in best {
      var isReached = false
      for other in best where !isReached && other != base {
        isReached = try isAncestor(base, of: other)
      }
      if !isReached { return base }
    }
    return nil
  }

  private static let maximumShallowFile = 64 << 20

  /// Commits whose parents a shallow clone doesn't have.
  ///
  /// - Throws: ``GitError/malformed(object:reason:)`` where git would refuse the list of them: a line starts
  ///   with the id of a commit, and what follows on it counts for nothing (`is_repository_shallow` in git's
  ///   `shallow.c`).
  package func shallowBoundary() throws(GitError) -> Set<ObjectID> {
    guard isShallow else { return [] }
    let path = commonFolder.appending("shallow")
    let limit = Self.maximumShallowFile
    guard let bytes = BoundedFile.read("shallow", below: commonFolder, atMost: limit) else {
      throw .malformed(object: path.text, reason: "it can't be read, or has over 64 MiB")
    }
    var boundary: Set<ObjectID> = []
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    for (index, line) in lines.enumerated() {
      guard let id = ObjectID(hex: line.prefix(2 * ObjectID.byteCount)) else {
        throw .malformed(
          object: path.text, reason: "line \(index + 1) isn't the id of a commit")
      }
      boundary.insert(id)
    }
    return boundary
  }
}
