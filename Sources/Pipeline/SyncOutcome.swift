import Journal
import Landing
import Planning
import Text

/// What came of a request.
package enum SyncOutcome: Sendable {
  /// The edge repo is there already; where a sync that had landed before was pushed to, if one was.
  case nothing(Plan, pushedTo: SafeText?)
  /// The plan was looked at, and that was all.
  case planned(Plan)
  /// A person said no to the plan.
  case declined(Plan)
  /// It was checked, and let go of.
  case checked(Proposal, [CheckResult])
  /// It landed, or is offered.
  case done(Proposal, SyncResult)
}
