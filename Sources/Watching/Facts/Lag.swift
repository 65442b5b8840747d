import Git
import Upstream

/// How far the pin lags behind upstream: what a sync is stale by, whatever its jobs say.
package struct Lag: Hashable, Sendable {
  /// Commits past the pin that touch a synced file or an override.
  package let commits: Int
  /// Commits past the pin that touch neither.
  package let others: Int
  /// How long the oldest of them waits, counted from the last landing where that came later; 0 where nothing waits.
  package let seconds: Int

  /// A lag from its parts.
  package init(commits: Int, others: Int = 0, seconds: Int) {
    self.commits = commits
    self.others = others
    self.seconds = seconds
  }

  /// Measures it.
  ///
  /// - Parameters:
  ///   - landed: When the last sync landed; nil where none did.
  package init(
    from pin: ObjectID, to tip: ObjectID, _ history: History, landed: Int?, now: Int
  ) throws(GitError) {
    var (all, commits, oldest) = (0, 0, Int.max)
    let stream = history.candidates(from: tip, notFrom: pin) { _ in all += 1 }
    while let nodes = try stream.next() {
      commits += nodes.count
      // What says that it was made in the future tells nothing.
      for node in nodes where node.time <= now { oldest = min(oldest, node.time) }
    }
    let start = max(landed ?? 0, oldest == .max ? 0 : oldest)
    self.init(
      commits: commits, others: all - commits,
      seconds: commits == 0 || start == 0 ? 0 : max(0, now - start))
  }
}
