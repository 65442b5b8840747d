import Checks
import Git
import Journal
import Planning
import Text

/// What happens to a candidate's checks.
package enum ChecksMessage: Sendable {
  /// What was checked before of its tree.
  case known(ObjectID, tree: ObjectID, [CheckResult])
  /// How checks went lately, and what benchmarks measured.
  case trends([RepoStatus.CheckTrend], [RepoStatus.BenchmarkTrend])
  /// They run on a tree.
  case begun(ObjectID, tree: ObjectID)
  /// They came along.
  case progress(ObjectID, CheckProgress)
  /// The run ended; with a reason where it couldn't run.
  case ended(ObjectID, failure: SafeText?)
}
