import Git

/// Where a search for a copy's origin starts: one branch, then upstream's other branches and its tags.
package struct SearchedTips: Sendable {
  /// A branch or a tag, and the commit that it leads to.
  package struct Tip: Sendable {
    /// The short name.
    package let name: String
    /// Whether it is a branch rather than a tag.
    package let isBranch: Bool
    /// The commit.
    package let id: ObjectID
  }

  /// All of them, the branch that counts first.
  package let tips: [Tip]
  /// Whether those are all branches and tags that upstream has.
  package let areAll: Bool

  /// Branches among them.
  package var branches: Int { tips.count { $0.isBranch } }
  /// Tags among them.
  package var tags: Int { tips.count - branches }

  /// One branch alone.
  package init(branch: String, at tip: ObjectID) {
    tips = [Tip(name: branch, isBranch: true, id: tip)]
    areAll = false
  }

  /// A branch, and whatever else upstream has.
  ///
  /// A commit of two branches counts for the one that comes first: plain names before those with a slash, as topics
  /// have them, and the one that was changed last.
  package init(
    branch: String, at tip: ObjectID, in upstream: Repository
  ) throws(GitError) {
    let heads = "refs/heads/"
    var branches: [(tip: Tip, time: Int)] = []
    for (name, id) in try upstream.commits(ofReferencesIn: heads) {
      let short = String(name.dropFirst(heads.count))
      guard short != branch else { continue }
      branches.append((Tip(name: short, isBranch: true, id: id), try upstream.node(id).time))
    }
    branches.sort { left, right in
      let (one, other) = (left.tip.name.contains("/"), right.tip.name.contains("/"))
      return one != other
        ? other : left.time != right.time ? left.time > right.time : left.tip.name < right.tip.name
    }
    let folder = "refs/tags/"
    let tags = try upstream.commits(ofReferencesIn: folder).map { name, id in
      Tip(name: String(name.dropFirst(folder.count)), isBranch: false, id: id)
    }
    tips = [Tip(name: branch, isBranch: true, id: tip)] + branches.map(\.tip) + tags
    areAll = true
  }

  /// The first branch that a commit is on; nil where it is on none.
  package func branch(with commit: ObjectID, in upstream: Repository) throws -> String? {
    try tips.first { try $0.isBranch && upstream.isAncestor(commit, of: $0.id) }?.name
  }
}
