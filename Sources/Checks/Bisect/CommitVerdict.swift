import Git
import Journal
import Landing
import Planning
import Rules
import Upstream

/// What is known of a candidate's checks, as one word.
package enum CommitVerdict: Sendable {
  /// Every required check passed on its tree.
  case passes
  /// One failed.
  case fails
  /// It can't be tried.
  case untriable

  /// The candidates that were checked on what the edge repo has committed now, with what is known of them.
  ///
  /// A candidate of which a required check hasn't run, or whose definition has changed since, has no verdict.
  package static func known(
    of edge: EdgeRepo, in upstream: Repository, by runner: CheckRunner, _ database: StateDatabase
  ) throws -> [ObjectID: CommitVerdict] {
    let checks = edge.manifest.checks.filter(\.isRequired)
    guard !checks.isEmpty, let base = try edge.repository.head().commit else { return [:] }
    let present = try edge.checkedTree(of: edge.repository.commitTree(base))
    var verdicts: [ObjectID: CommitVerdict] = [:]
    for (candidate, tree) in try database.trees(on: base) {
      let baselines = Baselines(
        present: present,
        counterparts: upstream.contains(candidate)
          ? try Counterparts(of: edge, for: checks, at: candidate, in: upstream) : nil)
      verdicts[candidate] = try runner.verdict(of: checks, on: tree, beside: baselines)
    }
    return verdicts
  }
}
