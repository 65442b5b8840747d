import Checks
import Git
import Journal
import Text

/// What happens to a candidate's checks.
package enum ChecksMessage: Sendable {
  /// What was checked before of its tree.
  case known(ObjectID, tree: ObjectID, [CheckResult])
  /// They run on a tree.
  case begun(ObjectID, tree: ObjectID)
  /// They came along.
  case progress(ObjectID, CheckProgress)
  /// The run ended; with a reason where it couldn't run.
  case ended(ObjectID, failure: SafeText?)
}
