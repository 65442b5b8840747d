import Git
import Text

/// The tags that lead to a commit.
package struct CommitTags: Hashable, Sendable {
  /// Names that are kept of one commit's.
  private static let most = 2
  private static let folder = "refs/tags/"

  /// The first of the names, those of the newest versions first.
  package let names: [SafeText]
  /// Whether there are more.
  package let hasMore: Bool

  /// Tags from their names, which are sorted here.
  package init(_ names: [String]) {
    let sorted = names.map { Array($0.utf8) }.sorted { VersionOrder.isBefore($1, $0) }
    self.names = sorted.prefix(Self.most).map { SafeText(bytes: $0) }
    hasMore = sorted.count > Self.most
  }

  /// The tags of some of upstream's commits, by the commit; an annotated one counts for the commit that it leads to.
  package static func all(
    of commits: Set<ObjectID>, in upstream: Repository
  ) throws(GitError) -> [ObjectID: CommitTags] {
    var names: [ObjectID: [String]] = [:]
    for (name, id) in try upstream.commits(ofReferencesIn: folder) where commits.contains(id) {
      names[id, default: []].append(String(name.dropFirst(folder.count)))
    }
    return names.mapValues { CommitTags($0) }
  }
}
