import Git
import Rules

/// Tells which commits a filter takes: what they touch by their trees, all else by `git log` itself.
package final class CommitMatcher {
  private let filter: CommitFilter
  private let history: History
  private let git: () throws(GitError) -> (GitCommand, GitCommand.CommitSource)
  private var knownGit: (GitCommand, GitCommand.CommitSource)?

  /// The commits of upstream's history that a filter takes.
  ///
  /// - Throws: ``FilterError`` where git can't be asked that.
  package init(_ filter: CommitFilter, of edge: EdgeRepo, _ history: History) throws(FilterError) {
    try filter.check()
    self.filter = filter
    self.history = history
    git = { () throws(GitError) in
      let folder = try edge.upstream.readingFolder()
      return (
        try edge.gitCommand(), GitCommand.CommitSource(history.upstream, through: folder)
      )
    }
  }

  /// Those of some commits that it takes, in their order.
  ///
  /// - Throws: ``FilterError`` with git's reason where a pattern is none; ``GitError``.
  package func matches(among nodes: [CommitNode]) throws -> [CommitNode] {
    let paths = history.paths(of: filter.places)
    let nodes = filter.places.isEmpty ? nodes : try history.touching(paths, among: nodes)
    if filter.options.isEmpty || nodes.isEmpty { return nodes }
    let (command, source) = try knownGit ?? git()
    knownGit = (command, source)
    do throws(GitError) {
      let found = try command.commits(
        among: nodes.map(\.id), in: source, by: filter.options,
        at: filter.change == nil ? [] : paths,
        while: history.upstream.isWanted)
      return nodes.filter { found.contains($0.id) }
    } catch {
      throw FilterError(error) ?? error
    }
  }

  /// The same for commits by their ids.
  package func matches(among ids: [ObjectID]) throws -> [ObjectID] {
    try matches(among: ids.map { try history.upstream.node($0) }).map(\.id)
  }
}
