import CGit2
import Text

extension Repository {
  /// Whether a commit is another's ancestor, or the same.
  package func isAncestor(
    _ ancestor: ObjectID, of commit: ObjectID
  ) throws(GitError) -> Bool {
    if ancestor == commit { return true }
    var ancestorID = ancestor.oid
    var commitID = commit.oid
    return try check(
      git_graph_descendant_of(handle, &commitID, &ancestorID),
      "compare \(ancestor.short) with \(commit.short)") == 1
  }

  /// A best common ancestor of two commits; nil where they have none.
  package func mergeBase(_ one: ObjectID, _ two: ObjectID) throws(GitError) -> ObjectID? {
    var oneID = one.oid
    var twoID = two.oid
    var base = git_oid()
    let code = git_merge_base(&base, handle, &oneID, &twoID)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    try check(code, "find where \(one.short) and \(two.short) part")
    return ObjectID(base)
  }

  /// Commits whose parents a shallow clone doesn't have.
  package func shallowBoundary() throws(GitError) -> Set<ObjectID> {
    guard isShallow, let bytes = try FileSync.readFile(commonFolder.appending("shallow")) else {
      return []
    }
    return Set(bytes.split(separator: 0x0A).compactMap { ObjectID(hex: $0) })
  }
}
