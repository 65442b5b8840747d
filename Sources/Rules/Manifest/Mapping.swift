import Git
import Text

/// A folder or a file upstream, where it lands in the edge repo, and which of its files are taken.
package struct Mapping: Hashable, Sendable {
  /// Its name, unique in the manifest.
  package let name: String
  /// Where it stands upstream; the root for the whole repository.
  package let from: RepoPath
  /// Where it lands in the edge repo.
  package let to: RepoPath
  /// Files taken, relative to the folder.
  package let include: PatternList
  /// Files not taken, relative to the folder.
  package let exclude: PatternList
  /// Files that the edge repo owns, relative to the folder.
  package let edge: PatternList
  /// The line of the manifest it stands on.
  package let line: Int
  /// The line that says where it stands upstream.
  package let fromLine: Int

  /// A mapping from its parts.
  package init(
    name: String, from: RepoPath, to: RepoPath, include: PatternList = PatternList(["**"]),
    exclude: PatternList = PatternList([String]()), edge: PatternList = PatternList([String]()),
    line: Int = 1, fromLine: Int? = nil
  ) {
    self.name = name
    self.from = from
    self.to = to
    self.include = include
    self.exclude = exclude
    self.edge = edge
    self.line = line
    self.fromLine = fromLine ?? line
  }

  /// A path below the mapping's folder as patterns see it: a mapping of one file has the file itself
  /// for a folder, and patterns see its name.
  func named(_ relative: RepoPath) -> RepoPath {
    relative.isRoot ? RepoPath(from.name) : relative
  }

  /// Where an upstream path inside ``from`` lands.
  func edgePath(of upstreamPath: RepoPath) -> RepoPath? {
    upstreamPath.relative(to: from).map { to.appending($0) }
  }

  /// Where an edge path inside ``to`` comes from.
  func upstreamPath(of edgePath: RepoPath) -> RepoPath? {
    edgePath.relative(to: to).map { from.appending($0) }
  }
}
